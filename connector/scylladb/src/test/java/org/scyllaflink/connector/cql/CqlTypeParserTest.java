/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scyllaflink.connector.model.CqlType;

class CqlTypeParserTest {

    private final UserTypes types =
            new UserTypes(
                    List.of(
                            new UserTypes.Definition(
                                    "address",
                                    List.of("street", "phones"),
                                    List.of("text", "frozen<set<text>>")),
                            new UserTypes.Definition(
                                    "Quoted Name", List.of("home"), List.of("frozen<address>"))));

    @ParameterizedTest
    @EnumSource(CqlType.Native.class)
    void readsEveryNativeType(CqlType.Native type) {
        assertThat(types.parse(type.cql())).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "varchar | text | true",
                "list<int> | list<int> | false",
                "frozen<list<int>> | frozen<list<int>> | true",
                "set<frozen<list<int>>> | set<frozen<list<int>>> | false",
                "map<text, int> | map<text, int> | false",
                "map<text,frozen<map<int,blob>>> | map<text, frozen<map<int, blob>>> | false",
                "frozen<tuple<int, text>> | frozen<tuple<int, text>> | true",
                "tuple<int, text> | frozen<tuple<int, text>> | true",
                "vector<float, 3> | vector<float, 3> | true",
                "address | address | false",
                "frozen<address> | frozen<address> | true",
                "frozen<\"Quoted Name\"> | frozen<Quoted Name> | true",
            })
    void readsTypesWithParameters(String text, String cql, boolean atomic) {
        CqlType type = types.parse(text);

        assertThat(type.cql()).isEqualTo(cql);
        assertThat(type.isAtomic()).isEqualTo(atomic);
    }

    @Test
    void whatAFrozenTypeHoldsIsFrozen() {
        assertThat(types.parse("frozen<map<int, list<int>>>"))
                .isEqualTo(
                        new CqlType.MapOf(
                                CqlType.Native.INT,
                                new CqlType.ListOf(CqlType.Native.INT, true),
                                true));
    }

    @Test
    void userDefinedTypesHaveTheirFieldsInOrder() {
        CqlType.UserDefined outer = (CqlType.UserDefined) types.parse("\"Quoted Name\"");
        CqlType.UserDefined inner = (CqlType.UserDefined) outer.fields().get(0).type();

        assertThat(inner.fields())
                .containsExactly(
                        new CqlType.UserDefined.Field("street", CqlType.Native.TEXT),
                        new CqlType.UserDefined.Field(
                                "phones", new CqlType.SetOf(CqlType.Native.TEXT, true)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "list<",
                "list<int",
                "list<int>>",
                "map<int>",
                "vector<float, x>",
                "\"open",
                "'org.example.Type'",
                "int int"
            })
    void refusesWhatIsNoType(String text) {
        assertThatThrownBy(() -> types.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("type: \"" + text + "\"");
    }

    @Test
    void refusesTypesThatAreNotDefined() {
        assertThatThrownBy(() -> types.parse("list<frozen<nowhere>>"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("type 'nowhere' is unknown");
    }
}
