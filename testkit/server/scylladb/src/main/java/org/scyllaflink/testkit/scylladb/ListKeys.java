/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import org.apache.cassandra.cql3.ColumnIdentifier;
import org.apache.cassandra.cql3.ColumnSpecification;
import org.apache.cassandra.cql3.Operation;
import org.apache.cassandra.cql3.Term;
import org.apache.cassandra.cql3.UpdateParameters;
import org.apache.cassandra.cql3.VariableSpecifications;
import org.apache.cassandra.cql3.functions.FunctionCall;
import org.apache.cassandra.cql3.functions.FunctionName;
import org.apache.cassandra.cql3.statements.BatchStatement;
import org.apache.cassandra.cql3.statements.UpdateStatement;
import org.apache.cassandra.db.DecoratedKey;
import org.apache.cassandra.db.marshal.ListType;
import org.apache.cassandra.db.marshal.TimeUUIDType;
import org.apache.cassandra.db.rows.CellPath;
import org.apache.cassandra.exceptions.InvalidRequestException;
import org.apache.cassandra.schema.ColumnMetadata;
import org.apache.cassandra.schema.TableMetadata;
import org.apache.cassandra.utils.ByteBufferUtil;
import org.apache.cassandra.utils.Pair;

/**
 * Lets an UPDATE address a list's element by its key, {@code SET v[SCYLLA_TIMEUUID_LIST_INDEX(k)] =
 * 1}, as ScyllaDB does; Cassandra takes that for the call of a function which it does not have.
 */
final class ListKeys {
    private static final String FUNCTION = "scylla_timeuuid_list_index";
    private static final VarHandle UPDATES =
            field(UpdateStatement.ParsedUpdate.class, "updates", List.class);
    private static final VarHandle PARTS =
            field(BatchStatement.Parsed.class, "parsedStatements", List.class);
    private static final VarHandle SELECTOR =
            field(Operation.SetElement.class, "selector", Term.Raw.class);
    private static final VarHandle VALUE =
            field(Operation.SetElement.class, "value", Term.Raw.class);
    private static final VarHandle NAME = field(FunctionCall.Raw.class, "name", FunctionName.class);
    private static final VarHandle TERMS = field(FunctionCall.Raw.class, "terms", List.class);

    private ListKeys() {}

    private static VarHandle field(Class<?> owner, String name, Class<?> type) {
        try {
            return MethodHandles.privateLookupIn(owner, MethodHandles.lookup())
                    .findVarHandle(owner, name, type);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("unchecked") // what the parser keeps there
    static void allow(Object statement) {
        if (statement instanceof BatchStatement.Parsed batch) {
            ((List<Object>) PARTS.get(batch)).forEach(ListKeys::allow);
        } else if (statement instanceof UpdateStatement.ParsedUpdate update) {
            ((List<Pair<ColumnIdentifier, Operation.RawUpdate>>) UPDATES.get(update))
                    .replaceAll(pair -> Pair.create(pair.left, replaced(pair.right)));
        }
    }

    private static Operation.RawUpdate replaced(Operation.RawUpdate update) {
        if (update instanceof Operation.SetElement set
                && SELECTOR.get(set) instanceof FunctionCall.Raw call
                && ((FunctionName) NAME.get(call)).name.toLowerCase(Locale.ROOT).equals(FUNCTION)) {
            List<?> terms = (List<?>) TERMS.get(call);
            if (terms.size() != 1) {
                throw new InvalidRequestException(call.getText() + " (expected: one timeuuid)");
            }
            return new RawSetByKey((Term.Raw) terms.get(0), (Term.Raw) VALUE.get(set));
        }
        return update;
    }

    /** An assignment as it was parsed. */
    private record RawSetByKey(Term.Raw key, Term.Raw value) implements Operation.RawUpdate {
        @Override
        public Operation prepare(TableMetadata table, ColumnMetadata column, boolean canReadState) {
            if (!(column.type instanceof ListType<?> list) || !list.isMultiCell()) {
                throw new InvalidRequestException(
                        column.name + ": " + column.type.asCQL3Type() + " (expected: a list)");
            }
            ColumnSpecification keySpec =
                    new ColumnSpecification(
                            table.keyspace,
                            table.name,
                            new ColumnIdentifier("key(" + column.name + ")", true),
                            TimeUUIDType.instance);
            ColumnSpecification valueSpec =
                    new ColumnSpecification(
                            table.keyspace,
                            table.name,
                            new ColumnIdentifier("value(" + column.name + ")", true),
                            list.getElementsType());
            return new SetByKey(
                    column,
                    key.prepare(table.keyspace, keySpec),
                    value.prepare(table.keyspace, valueSpec));
        }

        @Override
        public boolean isCompatibleWith(Operation.RawUpdate other) {
            return !(other instanceof Operation.SetValue);
        }
    }

    /** The assignment of one element, in contrast to Cassandra's without reading the list. */
    private static final class SetByKey extends Operation {
        private final Term key;

        SetByKey(ColumnMetadata column, Term key, Term value) {
            super(column, value);
            this.key = key;
        }

        @Override
        public void collectMarkerSpecification(VariableSpecifications variables) {
            key.collectMarkerSpecification(variables);
            super.collectMarkerSpecification(variables);
        }

        @Override
        public void execute(DecoratedKey partition, UpdateParameters parameters) {
            CellPath path = CellPath.create(key.bindAndGet(parameters.options));
            ByteBuffer value = t.bindAndGet(parameters.options);
            if (value == null) {
                parameters.addTombstone(column, path);
            } else if (value != ByteBufferUtil.UNSET_BYTE_BUFFER) {
                parameters.addCell(column, path, value);
            }
        }
    }
}
