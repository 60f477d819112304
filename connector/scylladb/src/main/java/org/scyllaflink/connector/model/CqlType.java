/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.model;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.flink.annotation.PublicEvolving;

/** A CQL data type. */
@PublicEvolving
public sealed interface CqlType extends Serializable {

    /** The type as CQL writes it, for example {@code frozen<list<int>>}. */
    String cql();

    /**
     * Whether a value is written and deleted as a whole. Only non-frozen lists, sets, maps and
     * user-defined types are merged element by element.
     */
    boolean isAtomic();

    /** The types without parameters. */
    enum Native implements CqlType {
        ASCII,
        BIGINT,
        BLOB,
        BOOLEAN,
        COUNTER,
        DATE,
        DECIMAL,
        DOUBLE,
        DURATION,
        FLOAT,
        INET,
        INT,
        SMALLINT,
        TEXT,
        TIME,
        TIMESTAMP,
        TIMEUUID,
        TINYINT,
        UUID,
        VARINT;

        @Override
        public String cql() {
            return name().toLowerCase(Locale.ROOT);
        }

        @Override
        public boolean isAtomic() {
            return true;
        }
    }

    /** {@code list<element>}. */
    record ListOf(CqlType element, boolean frozen) implements CqlType {
        private static final long serialVersionUID = 1L;

        @Override
        public String cql() {
            return frozenIf(frozen, "list<" + element.cql() + ">");
        }

        @Override
        public boolean isAtomic() {
            return frozen;
        }
    }

    /** {@code set<element>}. */
    record SetOf(CqlType element, boolean frozen) implements CqlType {
        private static final long serialVersionUID = 1L;

        @Override
        public String cql() {
            return frozenIf(frozen, "set<" + element.cql() + ">");
        }

        @Override
        public boolean isAtomic() {
            return frozen;
        }
    }

    /** {@code map<key, value>}. */
    record MapOf(CqlType key, CqlType value, boolean frozen) implements CqlType {
        private static final long serialVersionUID = 1L;

        @Override
        public String cql() {
            return frozenIf(frozen, "map<" + key.cql() + ", " + value.cql() + ">");
        }

        @Override
        public boolean isAtomic() {
            return frozen;
        }
    }

    /** {@code tuple<…>}; always frozen. */
    record TupleOf(List<CqlType> fields) implements CqlType {
        private static final long serialVersionUID = 1L;

        public TupleOf {
            fields = List.copyOf(fields);
        }

        @Override
        public String cql() {
            return "frozen<tuple<"
                    + fields.stream().map(CqlType::cql).collect(Collectors.joining(", "))
                    + ">>";
        }

        @Override
        public boolean isAtomic() {
            return true;
        }
    }

    /** {@code vector<element, dimensions>}; always frozen. */
    record VectorOf(CqlType element, int dimensions) implements CqlType {
        private static final long serialVersionUID = 1L;

        @Override
        public String cql() {
            return "vector<" + element.cql() + ", " + dimensions + ">";
        }

        @Override
        public boolean isAtomic() {
            return true;
        }
    }

    /** A user-defined type of the table's keyspace. */
    record UserDefined(String name, List<Field> fields, boolean frozen) implements CqlType {
        private static final long serialVersionUID = 1L;

        public UserDefined {
            fields = List.copyOf(fields);
        }

        @Override
        public String cql() {
            return frozenIf(frozen, name);
        }

        @Override
        public boolean isAtomic() {
            return frozen;
        }

        /** A field; its position never changes, its name may. */
        public record Field(String name, CqlType type) implements Serializable {
            private static final long serialVersionUID = 1L;
        }
    }

    private static String frozenIf(boolean frozen, String cql) {
        return frozen ? "frozen<" + cql + ">" : cql;
    }
}
