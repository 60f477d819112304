/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scyllaflink.connector.model.CqlType;

class DriverTypesTest {

    private static final UserTypes TYPES =
            new UserTypes(
                    List.of(
                            new UserTypes.Definition("point", List.of("x"), List.of("int")),
                            new UserTypes.Definition(
                                    "odd", List.of("v"), List.of("vector<vector<int, 1>, 1>"))));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int",
                "vector<float, 3>",
                "vector<frozen<list<frozen<set<text>>>>, 3>",
                "map<text, frozen<tuple<int, vector<float, 3>>>>",
                "point"
            })
    void whatTheDriverReadsIsTaken(String type) {
        CqlType parsed = TYPES.parse(type);
        assertThatCode(() -> DriverTypes.check(parsed)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vector<vector<int, 1>, 1>",
                "vector<frozen<point>, 1>",
                "vector<frozen<map<int, int>>, 1>",
                "vector<frozen<tuple<int, int>>, 1>",
                "vector<frozen<list<frozen<point>>>, 1>",
                "list<frozen<tuple<int, vector<frozen<point>, 1>>>>",
                "map<int, frozen<odd>>"
            })
    void vectorsThatTheDriverCannotReadAreNamed(String type) {
        CqlType parsed = TYPES.parse(type);
        assertThatThrownBy(() -> DriverTypes.check(parsed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("type vector<")
                .hasMessageEndingWith(
                        "which the driver cannot read (expected: a vector of a native type, or of"
                                + " lists or sets of one)");
    }
}
