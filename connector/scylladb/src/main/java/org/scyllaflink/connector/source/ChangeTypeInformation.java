/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.util.List;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.TableSchema;

/**
 * Flink's type of a stream of changes. A change whose schema it knows carries no more than a byte
 * of it over the network and into state; any other, as of a table that was altered since the job
 * was built, carries its schema in full.
 */
@PublicEvolving
public final class ChangeTypeInformation extends TypeInformation<Change> {

    private static final long serialVersionUID = 1L;

    private final List<TableSchema> schemas;

    /**
     * @param schemas that most of the stream's changes have; may be empty
     */
    public ChangeTypeInformation(List<TableSchema> schemas) {
        this.schemas = List.copyOf(schemas);
    }

    public List<TableSchema> schemas() {
        return schemas;
    }

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public Class<Change> getTypeClass() {
        return Change.class;
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public TypeSerializer<Change> createSerializer(SerializerConfig config) {
        return new ChangeSerializer(schemas);
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof ChangeTypeInformation;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChangeTypeInformation that && schemas.equals(that.schemas);
    }

    @Override
    public int hashCode() {
        return schemas.hashCode();
    }

    @Override
    public String toString() {
        return "Change" + schemas.stream().map(TableSchema::table).toList();
    }
}
