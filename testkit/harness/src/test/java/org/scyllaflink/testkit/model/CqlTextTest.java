/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CqlTextTest {
    private static final TableShape SHAPE =
            new TableShape(
                    "ks.t",
                    List.of(new ModelColumn("pk", ModelType.TEXT)),
                    List.of(
                            new ModelColumn("c1", ModelType.INT),
                            new ModelColumn("c2", ModelType.BIGINT)),
                    List.of(new ModelColumn("v", ModelType.DOUBLE)));

    private static final RowKey ROW = new RowKey(List.of("it's"), List.of(1, 2L));

    static Stream<Arguments> statements() {
        String row = "pk = 'it''s' AND c1 = 1 AND c2 = 2";
        return Stream.of(
                Arguments.of(
                        new Write.Insert(ROW, Map.of("v", 0.5), 7, 60),
                        "INSERT INTO ks.t (pk, c1, c2, v) VALUES ('it''s', 1, 2, 0.5)"
                                + " USING TIMESTAMP 7 AND TTL 60"),
                Arguments.of(
                        new Write.Update(ROW, Map.of("v", -0.5), 7, 0),
                        "UPDATE ks.t USING TIMESTAMP 7 SET v = -0.5 WHERE " + row),
                Arguments.of(
                        new Write.ColumnDelete(ROW, List.of("v"), 7),
                        "DELETE v FROM ks.t USING TIMESTAMP 7 WHERE " + row),
                Arguments.of(
                        new Write.RowDelete(ROW, 7),
                        "DELETE FROM ks.t USING TIMESTAMP 7 WHERE " + row),
                Arguments.of(
                        new Write.PartitionDelete(List.of("p"), 7),
                        "DELETE FROM ks.t USING TIMESTAMP 7 WHERE pk = 'p'"),
                range(Bound.inclusive(1), Bound.exclusive(3), " AND c1 >= 1 AND c1 < 3"),
                range(Bound.inclusive(1), Bound.inclusive(1), " AND c1 = 1"),
                range(Bound.exclusive(1, 5L), Bound.inclusive(1), " AND c1 = 1 AND c2 > 5"),
                range(Bound.OPEN, Bound.inclusive(4), " AND c1 <= 4"));
    }

    @ParameterizedTest
    @MethodSource("statements")
    void aWriteIsOneStatement(Write write, String statement) {
        assertThat(new CqlText(SHAPE).statement(write)).isEqualTo(statement);
    }

    @Test
    void aRangeThatCqlCannotSayIsRefused() {
        Write write =
                new Write.RangeDelete(List.of("p"), Bound.inclusive(1, 5L), Bound.inclusive(2), 7);

        assertThatThrownBy(() -> new CqlText(SHAPE).statement(write))
                .hasMessageContaining("ks.t: CQL has no range delete with the end");
    }

    @Test
    void theTableIsMadeWithItsKeysAndProperties() {
        assertThat(SHAPE.createStatement("cdc = {'enabled': true}"))
                .isEqualTo(
                        "CREATE TABLE ks.t (pk text, c1 int, c2 bigint, v double,"
                                + " PRIMARY KEY ((pk), c1, c2)) WITH cdc = {'enabled': true}");
    }

    private static Arguments range(Bound lower, Bound upper, String condition) {
        return Arguments.of(
                new Write.RangeDelete(List.of("p"), lower, upper, 7),
                "DELETE FROM ks.t USING TIMESTAMP 7 WHERE pk = 'p'" + condition);
    }
}
