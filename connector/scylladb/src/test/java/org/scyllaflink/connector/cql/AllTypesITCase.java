/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.flink.table.data.GenericArrayData;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.scyllaflink.connector.TypeCases;
import org.scyllaflink.connector.changelog.ColumnType;
import org.scyllaflink.connector.model.ChangeBatch;
import org.scyllaflink.connector.model.ColumnDelta;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.RowChange;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.model.TableSchema;
import org.scyllaflink.connector.model.ValueReader;
import org.scyllaflink.testkit.ScyllaDbExtension;
import org.scyllaflink.testkit.ScyllaDbServer;

/** Values of all types, written by CQL, read from the log. */
@ExtendWith(ScyllaDbExtension.class)
class AllTypesITCase {

    private static final String KEYSPACE = "types_it";

    private static TestDatabase database;
    private static CdcCluster cluster;

    @BeforeAll
    static void connect(ScyllaDbServer server) throws IOException {
        database = TestDatabase.make(server, KEYSPACE);
        database.execute("CREATE TYPE types_it.point (x int, y int)");
        cluster = ScyllaConnection.to(server.contactPoint()).connect();
    }

    @AfterAll
    static void disconnect() {
        cluster.close();
        database.close();
    }

    @Test
    void everyValueComesOutAsItWasWritten() throws IOException {
        List<TypeCases.TypeCase> cases =
                TypeCases.all().stream().filter(value -> isReadable(value.type())).toList();
        Map<CqlType, String> columns = new LinkedHashMap<>();
        cases.forEach(c -> columns.computeIfAbsent(c.type(), t -> "c" + columns.size()));
        StringBuilder create = new StringBuilder("CREATE TABLE types_it.t (id int PRIMARY KEY");
        columns.forEach((type, name) -> create.append(", " + name + " " + type.cql()));
        database.execute(create + ") WITH cdc = {'enabled': true}");
        for (int i = 0; i < cases.size(); i++) {
            write("types_it.t", i, columns.get(cases.get(i).type()), cases.get(i));
        }

        Map<Integer, RowChange> changes = new LinkedHashMap<>();
        for (RowChange change : changes("t")) {
            changes.put(ByteBuffer.wrap(change.partitionKey().value(0).bytes()).getInt(), change);
        }

        SoftAssertions all = new SoftAssertions();
        for (int i = 0; i < cases.size(); i++) {
            TypeCases.TypeCase value = cases.get(i);
            TableSchema schema = changes.get(i).origin().schema();
            int column = schema.indexOf(columns.get(value.type()));
            ColumnDelta delta = changes.get(i).delta(column - schema.keySize());
            all.assertThat(schema.column(column).type()).isEqualTo(value.type());
            all.assertThat(delta)
                    .as(value.toString())
                    .isEqualTo(new ColumnDelta.Written(value.value(), 0));
        }
        all.assertAll();
    }

    private static boolean isReadable(CqlType type) {
        try {
            DriverTypes.check(type);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Test
    void aVectorThatTheDriverCannotReadIsRefusedByItsColumn() {
        database.execute(
                "CREATE TABLE types_it.vectors (id int PRIMARY KEY, v vector<frozen<point>, 1>)"
                        + " WITH cdc = {'enabled': true}");
        assertThatThrownBy(() -> cluster.table(new TableName(KEYSPACE, "vectors")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "table types_it.vectors, column 'v': type vector<frozen<point>, 1>, which"
                                + " the driver cannot read");
    }

    private static void write(String table, int id, String column, TypeCases.TypeCase value) {
        String into = "INSERT INTO " + table + " (id, " + column + ") VALUES (";
        if (value.literal() != null) {
            database.execute(into + id + ", " + value.literal() + ")");
        } else {
            database.executeWithBytes(into + id + ", ?)", value.value().bytes());
        }
    }

    @Test
    void elementsComeWithTheirKeysAndImagesWhole() throws IOException {
        database.execute(
                "CREATE TABLE types_it.elements (id int PRIMARY KEY, l list<text>, s set<int>,"
                        + " m map<text, frozen<list<int>>>, p point)"
                        + " WITH cdc = {'enabled': true, 'preimage': 'full', 'postimage': true}");
        for (String statement :
                List.of(
                        "INSERT INTO %s (id, l, s, m, p) VALUES"
                                + " (1, ['a', 'b'], {3, 2}, {'k': [1]}, {x: 1, y: 2})",
                        "UPDATE %s USING TTL 600 SET l = l + ['c'], s = s - {2},"
                                + " m['j'] = [], p.x = 7 WHERE id = 1",
                        "UPDATE %s SET l[0] = 'z', p.y = null WHERE id = 1",
                        "UPDATE %s SET l = [], s = {}, m = {}, p = null WHERE id = 1")) {
            database.execute(statement.formatted("types_it.elements"));
        }
        List<RowChange> changes = changes("elements");

        assertThat(merged(changes.get(0)))
                .containsExactly(
                        "l true [a, b] []",
                        "m true [k=[1]] []",
                        "p true [0=1, 1=2] []",
                        "s true [2, 3] []");
        assertThat(merged(changes.get(1)))
                .containsExactly(
                        "l false [c 600] []",
                        "m false [j=[] 600] []",
                        "p false [0=7 600] []",
                        "s false [] [2]");
        assertThat(merged(changes.get(2))).containsExactly("l false [z] []", "p false [] [1]");
        assertThat(changes.get(2).before().value(0)).isEqualTo(changes.get(1).after().value(0));
        assertThat(image(changes.get(2)))
                .isEqualTo(
                        List.of(
                                List.of("z", "b", "c"),
                                Map.of("j", List.of(), "k", List.of(1)),
                                "{x=7, y=null}",
                                Set.of(3)));
        assertThat(merged(changes.get(changes.size() - 1)))
                .allMatch(delta -> delta.endsWith("true [] []"));
        ColumnType list = ColumnType.of(changes.get(0).origin().schema().column(1).type());
        assertThat(list.decode(changes.get(0).after().value(0)))
                .isInstanceOf(GenericArrayData.class);
    }

    private static List<Object> image(RowChange change) {
        TableSchema schema = change.origin().schema();
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < change.after().size(); i++) {
            CqlType type = schema.column(schema.keySize() + i).type();
            Object value = ValueReader.of(type).read(change.after().value(i));
            values.add(type instanceof CqlType.UserDefined ? String.valueOf(value) : value);
        }
        return values;
    }

    /** Column, whether it was cleared, elements with their keys and TTLs, and keys removed. */
    private static List<String> merged(RowChange change) {
        TableSchema schema = change.origin().schema();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < change.deltas().size(); i++) {
            CqlType type = schema.column(schema.keySize() + i).type();
            if (change.delta(i) instanceof ColumnDelta.Merged merged) {
                texts.add(
                        schema.column(schema.keySize() + i).name()
                                + " "
                                + merged.cleared()
                                + " "
                                + merged.added().stream().map(e -> element(type, e)).toList()
                                + " "
                                + merged.removed().stream().map(key -> key(type, key)).toList());
            }
        }
        return texts;
    }

    private static String element(CqlType type, ColumnDelta.Element element) {
        String ttl = element.ttlSeconds() == 0 ? "" : " " + element.ttlSeconds();
        if (type instanceof CqlType.SetOf) {
            return key(type, element.key()) + ttl;
        }
        Object value =
                VectorValues.plain(VectorValues.elementType(type, element.key()), element.value());
        if (type instanceof CqlType.ListOf) {
            assertThat(UUID.fromString(key(type, element.key())).version()).isEqualTo(1);
            return value + ttl;
        }
        return key(type, element.key()) + "=" + value + ttl;
    }

    private static String key(CqlType type, CqlValue key) {
        return (String) VectorValues.plain(VectorValues.keyType(type), key);
    }

    /** The changes of rows, in the order of their times. */
    private static List<RowChange> changes(String table) throws IOException {
        List<RowChange> changes = new ArrayList<>();
        for (ChangeBatch batch : LogScan.all(cluster, new TableName(KEYSPACE, table))) {
            batch.changes().forEach(change -> changes.add((RowChange) change));
        }
        return changes;
    }
}
