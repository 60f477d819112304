/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.model;

import java.util.List;

/** Tables with columns of every sort, for tests with random writes. */
public final class SampleTables {
    private static final UserType USER =
            new UserType(
                    "person",
                    List.of(
                            new ModelColumn("name", ModelType.TEXT),
                            new ModelColumn("age", ModelType.INT),
                            new ModelColumn("tags", new SetType(ModelType.INT, true))),
                    false);

    private static final UserType FROZEN_USER = new UserType(USER.name(), USER.fields(), true);

    private SampleTables() {}

    /**
     * Two clustering columns; static and regular columns of every sort: one cell, frozen, set, map,
     * list, user-defined type.
     *
     * @param name the table's, with its keyspace
     */
    public static TableShape rich(String name) {
        return new TableShape(
                name,
                List.of(new ModelColumn("p", ModelType.INT)),
                List.of(new ModelColumn("c", ModelType.INT), new ModelColumn("d", ModelType.TEXT)),
                List.of(
                        new ModelColumn("st_a", ModelType.INT),
                        new ModelColumn("st_m", new MapType(ModelType.INT, ModelType.TEXT, false)),
                        new ModelColumn("st_u", USER)),
                regular());
    }

    /**
     * Rows ordered by rising values of one column, then by falling ones of the next; columns as in
     * {@link #rich}.
     */
    public static TableShape descending(String name) {
        return new TableShape(
                name,
                List.of(new ModelColumn("p", ModelType.INT)),
                List.of(
                        new ModelColumn("c", ModelType.TEXT),
                        ModelColumn.descending("d", ModelType.INT)),
                List.of(new ModelColumn("st_a", ModelType.TEXT)),
                regular());
    }

    /** As {@link #descending}, but every column is one cell, and none is static. */
    public static TableShape oneCellEach(String name) {
        TableShape shape = descending(name);
        return new TableShape(
                name,
                shape.partitionKey(),
                shape.clusteringKey(),
                regular().stream().filter(column -> column.type().isOneCell()).toList());
    }

    /** No clustering column, hence no static ones; regular columns as in {@link #rich}. */
    public static TableShape flat(String name) {
        return new TableShape(
                name, List.of(new ModelColumn("p", ModelType.INT)), List.of(), regular());
    }

    private static List<ModelColumn> regular() {
        return List.of(
                new ModelColumn("a", ModelType.INT),
                new ModelColumn("b", ModelType.TEXT),
                new ModelColumn("f_l", new ListType(ModelType.INT, true)),
                new ModelColumn("f_u", FROZEN_USER),
                new ModelColumn("l", new ListType(ModelType.TEXT, false)),
                new ModelColumn("m", new MapType(ModelType.TEXT, FROZEN_USER, false)),
                new ModelColumn("s", new SetType(ModelType.INT, false)),
                new ModelColumn("u", USER));
    }
}
