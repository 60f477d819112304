/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import java.util.ArrayList;
import java.util.List;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.model.TableSchema;
import org.scyllaflink.testkit.model.AtomicType;
import org.scyllaflink.testkit.model.ListType;
import org.scyllaflink.testkit.model.MapType;
import org.scyllaflink.testkit.model.ModelColumn;
import org.scyllaflink.testkit.model.ModelType;
import org.scyllaflink.testkit.model.SetType;
import org.scyllaflink.testkit.model.TableShape;
import org.scyllaflink.testkit.model.UserType;

/** The schema that the connector would find of a table of the model. */
final class WrittenSchema {

    private WrittenSchema() {}

    static TableSchema of(TableShape shape) {
        List<Column> columns = new ArrayList<>();
        for (ModelColumn column : shape.partitionKey()) {
            columns.add(Column.partitionKey(column.name(), typeOf(column.type())));
        }
        for (ModelColumn column : shape.clusteringKey()) {
            Column.Order order =
                    column.descending() ? Column.Order.DESCENDING : Column.Order.ASCENDING;
            columns.add(Column.clustering(column.name(), typeOf(column.type()), order));
        }
        for (ModelColumn column : shape.statics()) {
            columns.add(Column.fixed(column.name(), typeOf(column.type())));
        }
        for (ModelColumn column : shape.regular()) {
            columns.add(Column.regular(column.name(), typeOf(column.type())));
        }
        return new TableSchema(new TableName("ks", shape.name()), columns);
    }

    private static CqlType typeOf(ModelType type) {
        if (type instanceof AtomicType atomic) {
            return CqlType.Native.valueOf(atomic.name());
        } else if (type instanceof ListType list) {
            return new CqlType.ListOf(typeOf(list.element()), list.frozen());
        } else if (type instanceof SetType set) {
            return new CqlType.SetOf(typeOf(set.element()), set.frozen());
        } else if (type instanceof MapType map) {
            return new CqlType.MapOf(typeOf(map.key()), typeOf(map.value()), map.frozen());
        }
        UserType udt = (UserType) type;
        return new CqlType.UserDefined(
                udt.name(),
                udt.fields().stream()
                        .map(
                                field ->
                                        new CqlType.UserDefined.Field(
                                                field.name(), typeOf(field.type())))
                        .toList(),
                udt.frozen());
    }
}
