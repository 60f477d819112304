/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.cassandra.cql3.AssignmentTestable.TestResult;
import org.apache.cassandra.cql3.CQLStatement;
import org.apache.cassandra.cql3.ColumnSpecification;
import org.apache.cassandra.cql3.FieldIdentifier;
import org.apache.cassandra.cql3.Term;
import org.apache.cassandra.cql3.Tuples;
import org.apache.cassandra.cql3.UserTypes;
import org.apache.cassandra.cql3.statements.UpdateStatement;
import org.apache.cassandra.db.marshal.AbstractType;
import org.apache.cassandra.db.marshal.UserType;
import org.apache.cassandra.exceptions.InvalidRequestException;

/**
 * Lets an INSERT write {@code (1, 2)} into a column of a user-defined type, as ScyllaDB does.
 * Cassandra takes such a value for valid, but fails when it executes the statement.
 */
final class TupleLiterals {
    private static final VarHandle VALUES =
            field(UpdateStatement.ParsedInsert.class, "columnValues");
    private static final VarHandle ELEMENTS = field(Tuples.Literal.class, "elements");

    private TupleLiterals() {}

    private static VarHandle field(Class<?> owner, String name) {
        try {
            return MethodHandles.privateLookupIn(owner, MethodHandles.lookup())
                    .findVarHandle(owner, name, List.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("unchecked") // what the parser keeps there
    static void allowForUserTypes(CQLStatement.Raw statement) {
        if (statement instanceof UpdateStatement.ParsedInsert insert) {
            List<Term.Raw> values = (List<Term.Raw>) VALUES.get(insert);
            values.replaceAll(
                    value ->
                            value instanceof Tuples.Literal tuple
                                    ? new TupleOrFields(tuple)
                                    : value);
        }
    }

    /** A literal that becomes a user type's fields where such a type is written. */
    private static final class TupleOrFields extends Term.Raw {
        private final Tuples.Literal tuple;

        TupleOrFields(Tuples.Literal tuple) {
            this.tuple = tuple;
        }

        @Override
        public Term prepare(String keyspace, ColumnSpecification receiver) {
            return receiver.type.isUDT() && receiver.type.isMultiCell()
                    ? fields(receiver).prepare(keyspace, receiver)
                    : tuple.prepare(keyspace, receiver);
        }

        @SuppressWarnings("unchecked") // what the parser keeps there
        private UserTypes.Literal fields(ColumnSpecification receiver) {
            UserType type = (UserType) receiver.type;
            List<Term.Raw> elements = (List<Term.Raw>) ELEMENTS.get(tuple);
            if (elements.size() > type.size()) {
                throw new InvalidRequestException(
                        receiver.name
                                + ": "
                                + tuple.getText()
                                + " (expected: at most "
                                + type.size()
                                + " fields)");
            }
            Map<FieldIdentifier, Term.Raw> fields = new LinkedHashMap<>();
            for (int i = 0; i < elements.size(); i++) {
                fields.put(type.fieldName(i), elements.get(i));
            }
            return new UserTypes.Literal(fields);
        }

        @Override
        public TestResult testAssignment(String keyspace, ColumnSpecification receiver) {
            return tuple.testAssignment(keyspace, receiver);
        }

        @Override
        public AbstractType<?> getExactTypeIfKnown(String keyspace) {
            return tuple.getExactTypeIfKnown(keyspace);
        }

        @Override
        public String getText() {
            return tuple.getText();
        }
    }
}
