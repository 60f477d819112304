/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.apache.flink.table.expressions.CallExpression;
import org.apache.flink.table.expressions.FieldReferenceExpression;
import org.apache.flink.table.expressions.ResolvedExpression;
import org.apache.flink.table.expressions.ValueLiteralExpression;
import org.apache.flink.table.functions.BuiltInFunctionDefinitions;
import org.apache.flink.table.functions.FunctionDefinition;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.TableSchema;

/**
 * A column of the partition key equals one of some values.
 *
 * @param index of the column in the table
 * @param values as a {@link org.scyllaflink.connector.model.ValueReader} reads them
 */
record PartitionCondition(int index, Set<Serializable> values) implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Of how many values a condition is kept at most: more are looked for after the source. */
    private static final int MOST_VALUES = 1_000;

    PartitionCondition {
        values = Set.copyOf(values);
    }

    /**
     * @return null if the expression is anything but {@code column = literal}, or several of one
     *     column with {@code OR} between, of a partition key column whose type has an exact
     *     counterpart among literals
     */
    static @Nullable PartitionCondition of(ResolvedExpression filter, TableSchema schema) {
        if (!(filter instanceof CallExpression call)) {
            return null;
        }
        FunctionDefinition function = call.getFunctionDefinition();
        List<ResolvedExpression> operands = call.getResolvedChildren();
        if (function == BuiltInFunctionDefinitions.EQUALS) {
            PartitionCondition condition = equality(operands.get(0), operands.get(1), schema);
            return condition == null
                    ? equality(operands.get(1), operands.get(0), schema)
                    : condition;
        }
        return function == BuiltInFunctionDefinitions.OR ? oneOf(operands, schema) : null;
    }

    private static @Nullable PartitionCondition oneOf(
            List<ResolvedExpression> operands, TableSchema schema) {
        Set<Serializable> values = new HashSet<>();
        int index = -1;
        for (ResolvedExpression operand : operands) {
            PartitionCondition condition = of(operand, schema);
            if (condition == null || !values.isEmpty() && condition.index != index) {
                return null;
            }
            index = condition.index;
            values.addAll(condition.values);
        }
        return values.size() > MOST_VALUES ? null : new PartitionCondition(index, values);
    }

    private static @Nullable PartitionCondition equality(
            ResolvedExpression left, ResolvedExpression right, TableSchema schema) {
        if (!(left instanceof FieldReferenceExpression field)
                || !(right instanceof ValueLiteralExpression literal)
                || !schema.hasColumn(field.getName())) {
            return null;
        }
        int index = schema.indexOf(field.getName());
        Column column = schema.column(index);
        if (column.kind() != Column.Kind.PARTITION_KEY
                || !(column.type() instanceof CqlType.Native type)) {
            return null;
        }
        Serializable value = value(literal, type);
        return value == null ? null : new PartitionCondition(index, Set.of(value));
    }

    private static @Nullable Serializable value(
            ValueLiteralExpression literal, CqlType.Native type) {
        return switch (type) {
            case ASCII, TEXT -> as(String.class, literal);
            case UUID, TIMEUUID -> uuid(as(String.class, literal));
            case BIGINT -> integer(literal);
            case INT -> narrowed(integer(literal), Long::intValue);
            case SMALLINT -> narrowed(integer(literal), Long::shortValue);
            case TINYINT -> narrowed(integer(literal), Long::byteValue);
            case BOOLEAN -> as(Boolean.class, literal);
            case DATE -> as(LocalDate.class, literal);
            case TIMESTAMP -> as(Instant.class, literal);
            case BLOB, COUNTER, DECIMAL, DOUBLE, DURATION, FLOAT, INET, TIME, VARINT -> null;
        };
    }

    private static <T> @Nullable T as(Class<T> type, ValueLiteralExpression literal) {
        return literal.getValueAs(type).orElse(null);
    }

    private static @Nullable Long integer(ValueLiteralExpression literal) {
        Number number = as(Number.class, literal);
        return number instanceof Long
                        || number instanceof Integer
                        || number instanceof Short
                        || number instanceof Byte
                ? Long.valueOf(number.longValue())
                : null;
    }

    /** Null for a number that the type does not have: SQL finds none equal to it. */
    private static <T extends Number & Serializable> @Nullable T narrowed(
            @Nullable Long number, Function<Long, T> narrowing) {
        if (number == null) {
            return null;
        }
        T narrow = narrowing.apply(number);
        return narrow.longValue() == number ? narrow : null;
    }

    /** A text that is no UUID as the rows show it equals none of them, which is for SQL to say. */
    private static @Nullable UUID uuid(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            UUID uuid = UUID.fromString(text);
            return uuid.toString().equals(text) ? uuid : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
