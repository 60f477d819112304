/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.expressions.CallExpression;
import org.apache.flink.table.expressions.FieldReferenceExpression;
import org.apache.flink.table.expressions.ResolvedExpression;
import org.apache.flink.table.expressions.ValueLiteralExpression;
import org.apache.flink.table.functions.BuiltInFunctionDefinition;
import org.apache.flink.table.functions.BuiltInFunctionDefinitions;
import org.apache.flink.table.types.DataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.model.TableSchema;

class PartitionConditionTest {

    private static final UUID ID = UUID.fromString("7a0c5d2e-35e0-4f3c-9a51-1f5a0f3f4c11");
    private static final TableSchema SCHEMA =
            new TableSchema(
                    TableName.parse("ks.t"),
                    List.of(
                            key("text", CqlType.Native.TEXT),
                            key("big", CqlType.Native.BIGINT),
                            key("tiny", CqlType.Native.TINYINT),
                            key("flag", CqlType.Native.BOOLEAN),
                            key("uuid", CqlType.Native.UUID),
                            key("day", CqlType.Native.DATE),
                            key("time", CqlType.Native.TIMESTAMP),
                            key("real", CqlType.Native.DOUBLE),
                            Column.clustering("place", CqlType.Native.INT, Column.Order.ASCENDING),
                            Column.regular("value", CqlType.Native.INT)));

    static Stream<Arguments> equalities() {
        return Stream.of(
                Arguments.of("text", literal("a", DataTypes.STRING()), "a"),
                Arguments.of("big", literal(5, DataTypes.INT()), 5L),
                Arguments.of("tiny", literal((byte) 5, DataTypes.TINYINT()), (byte) 5),
                Arguments.of("flag", literal(true, DataTypes.BOOLEAN()), true),
                Arguments.of("uuid", literal(ID.toString(), DataTypes.STRING()), ID),
                Arguments.of("day", literal(LocalDate.EPOCH, DataTypes.DATE()), LocalDate.EPOCH),
                Arguments.of(
                        "time", literal(Instant.EPOCH, DataTypes.TIMESTAMP_LTZ(3)), Instant.EPOCH));
    }

    @ParameterizedTest
    @MethodSource("equalities")
    void takesAColumnOfThePartitionKeyAndALiteral(
            String column, ResolvedExpression literal, Object value) {
        PartitionCondition condition = condition(equal(field(column), literal));
        assertThat(condition.index()).isEqualTo(SCHEMA.indexOf(column));
        assertThat(condition.values()).isEqualTo(Set.of(value));
        assertThat(condition(equal(literal, field(column)))).isEqualTo(condition);
    }

    @Test
    void takesSeveralValuesOfOneColumn() {
        ResolvedExpression one = equal(field("text"), literal("a", DataTypes.STRING()));
        ResolvedExpression other = equal(field("text"), literal("b", DataTypes.STRING()));
        ResolvedExpression third = equal(field("text"), literal("c", DataTypes.STRING()));
        assertThat(condition(or(or(one, other), third)).values()).isEqualTo(Set.of("a", "b", "c"));
    }

    static Stream<ResolvedExpression> others() {
        ResolvedExpression text = literal("a", DataTypes.STRING());
        ResolvedExpression number = literal(1, DataTypes.INT());
        return Stream.of(
                equal(field("place"), number),
                equal(field("value"), number),
                equal(field("elsewhere"), number),
                equal(field("real"), literal(1.0, DataTypes.DOUBLE())),
                equal(
                        field("uuid"),
                        literal(ID.toString().toUpperCase(Locale.ROOT), DataTypes.STRING())),
                equal(field("uuid"), text),
                equal(field("tiny"), literal(200, DataTypes.INT())),
                equal(field("text"), field("text")),
                or(equal(field("text"), text), equal(field("big"), number)),
                or(equal(field("text"), text), equal(field("value"), number)),
                call(BuiltInFunctionDefinitions.GREATER_THAN, field("big"), number),
                field("flag"));
    }

    @ParameterizedTest
    @MethodSource("others")
    void leavesEverythingElseToThePlanner(ResolvedExpression filter) {
        assertThat(condition(filter)).isNull();
    }

    private static Column key(String name, CqlType type) {
        return Column.partitionKey(name, type);
    }

    private static PartitionCondition condition(ResolvedExpression filter) {
        return PartitionCondition.of(filter, SCHEMA);
    }

    private static ResolvedExpression field(String name) {
        return new FieldReferenceExpression(name, DataTypes.STRING(), 0, 0);
    }

    private static ResolvedExpression literal(Object value, DataType type) {
        return new ValueLiteralExpression(value, type.notNull());
    }

    private static ResolvedExpression equal(ResolvedExpression left, ResolvedExpression right) {
        return call(BuiltInFunctionDefinitions.EQUALS, left, right);
    }

    private static ResolvedExpression or(ResolvedExpression left, ResolvedExpression right) {
        return call(BuiltInFunctionDefinitions.OR, left, right);
    }

    private static ResolvedExpression call(
            BuiltInFunctionDefinition function, ResolvedExpression... operands) {
        return CallExpression.permanent(function, List.of(operands), DataTypes.BOOLEAN());
    }
}
