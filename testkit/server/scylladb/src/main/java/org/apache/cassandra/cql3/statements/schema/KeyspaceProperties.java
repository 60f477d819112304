/* SPDX-License-Identifier: Apache-2.0 */
package org.apache.cassandra.cql3.statements.schema;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import javax.annotation.Nullable;
import org.apache.cassandra.cql3.CQLStatement;

/** Reaches what is written after WITH in CREATE and ALTER KEYSPACE. */
final class KeyspaceProperties {
    private static final VarHandle OF_CREATE = attributes(CreateKeyspaceStatement.Raw.class);
    private static final VarHandle OF_ALTER = attributes(AlterKeyspaceStatement.Raw.class);

    private KeyspaceProperties() {}

    private static VarHandle attributes(Class<?> statement) {
        try {
            return MethodHandles.privateLookupIn(statement, MethodHandles.lookup())
                    .findVarHandle(statement, "attrs", KeyspaceAttributes.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Returns the properties; null when the statement is another. */
    @Nullable
    static KeyspaceAttributes of(CQLStatement.Raw raw) {
        if (raw instanceof CreateKeyspaceStatement.Raw create) {
            return (KeyspaceAttributes) OF_CREATE.get(create);
        }
        if (raw instanceof AlterKeyspaceStatement.Raw alter) {
            return (KeyspaceAttributes) OF_ALTER.get(alter);
        }
        return null;
    }
}
