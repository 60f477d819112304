/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.scyllaflink.testkit.ScyllaDbExtension;
import org.scyllaflink.testkit.ScyllaDbServer;

/** What cannot be counted is told in one line, before anything runs. */
@ExtendWith(ScyllaDbExtension.class)
class SegmentCountsRefusalITCase {

    private static String contactPoint;

    @BeforeAll
    static void makeTables(ScyllaDbServer scylla) {
        contactPoint = scylla.contactPoint();
        try (MembershipTable table = MembershipTable.create(scylla, "refused", 1)) {
            table.execute("CREATE TABLE refused.silent (id int PRIMARY KEY, segment text)");
            table.execute(
                    "CREATE TABLE refused.stopped (id int PRIMARY KEY, segment text)"
                            + " WITH cdc = {'enabled': true}");
            table.execute("ALTER TABLE refused.stopped WITH cdc = {'enabled': false}");
            table.execute(
                    "CREATE TABLE refused.lists (id int PRIMARY KEY, segment frozen<list<int>>)"
                            + " WITH cdc = {'enabled': true}");
        }
    }

    @Test
    void anUnknownTable() throws Exception {
        assertRefusal(2, arguments("--table=refused.nothing"), "refused.nothing");
    }

    @Test
    void anUnknownKeyspace() throws Exception {
        assertRefusal(2, arguments("--table=nowhere.memberships"), "nowhere");
    }

    @Test
    void aTableWithoutCdc() throws Exception {
        assertRefusal(2, arguments("--table=refused.silent"), "refused.silent", "cdc");
    }

    @Test
    void aTableWhoseCdcWasDisabled() throws Exception {
        assertRefusal(2, arguments("--table=refused.stopped"), "refused.stopped", "cdc");
    }

    @Test
    void anUnknownSegmentColumn() throws Exception {
        List<String> arguments = arguments("--table=refused.memberships");
        arguments.set(arguments.indexOf("--segment-column=segment"), "--segment-column=group");
        assertRefusal(2, arguments, "--segment-column", "'group'", "user_id, device, ");
    }

    @Test
    void aSegmentColumnWithoutText() throws Exception {
        assertRefusal(2, arguments("--table=refused.lists"), "--segment-column", "ARRAY<INT>");
    }

    @Test
    void memberColumnsThatAreNotTheKey() throws Exception {
        List<String> arguments = arguments("--table=refused.memberships");
        arguments.add("--member-columns=user_id");
        assertRefusal(2, arguments, "--member-columns", "'device'");
    }

    @Test
    void aWrongFilter() throws Exception {
        List<String> arguments = arguments("--table=refused.memberships");
        arguments.add("--filter=points > 1");
        assertRefusal(2, arguments, "--filter", "points", "user_id, device, score, segment");
    }

    @Test
    void anUnreachableContactPoint() throws Exception {
        List<String> arguments = arguments("--table=refused.memberships");
        arguments.set(1, "--contact-points=127.0.0.1:1");
        assertRefusal(1, arguments, "127.0.0.1:1");
    }

    @Test
    void aWrongPassword(@TempDir Path folder) throws Exception {
        try (ScyllaDbServer guarded = ScyllaDbServer.start(folder, "--password-auth")) {
            List<String> arguments = arguments("--table=refused.memberships");
            arguments.set(1, "--contact-points=" + guarded.contactPoint());
            arguments.add("--username=cassandra");
            arguments.add("--password=tomato");
            String message =
                    assertRefusal(1, arguments, guarded.contactPoint(), "user 'cassandra' refused");
            assertThat(message).doesNotContain("tomato");
        }
    }

    @Test
    void aWrongDataCentre() throws Exception {
        List<String> arguments = arguments("--table=refused.memberships");
        arguments.add("--local-datacenter=atlantis");
        assertRefusal(1, arguments, "atlantis");
    }

    @Test
    void anUnreachableElasticsearch() throws Exception {
        assertRefusal(
                1,
                arguments("--table=refused.memberships"),
                "--elasticsearch-hosts",
                "http://127.0.0.1:1",
                "segment-counts");
    }

    @Test
    void anElasticsearchHostThatIsNoUrl() throws Exception {
        List<String> arguments = arguments("--table=refused.memberships");
        arguments.set(arguments.size() - 1, "--elasticsearch-hosts=localhost:9200");
        assertRefusal(2, arguments, "Elasticsearch hosts: localhost:9200", "http://host:port");
    }

    @Test
    void anUnreachableKafka() throws Exception {
        List<String> arguments = arguments("--table=refused.memberships");
        arguments.set(arguments.size() - 1, "--kafka-bootstrap-servers=127.0.0.1:1");
        arguments.add("--kafka-property=default.api.timeout.ms=2000");
        arguments.add("--kafka-property=request.timeout.ms=1000");
        assertRefusal(1, arguments, "--kafka-bootstrap-servers", "127.0.0.1:1");
    }

    private static List<String> arguments(String table) {
        return new ArrayList<>(
                List.of(
                        "segment-counts",
                        "--contact-points=" + contactPoint,
                        table,
                        "--segment-column=segment",
                        "--elasticsearch-hosts=http://127.0.0.1:1"));
    }

    private static String assertRefusal(int exitCode, List<String> arguments, String... expected)
            throws Exception {
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        int found =
                ScyllaCdcJobs.run(
                        arguments.toArray(String[]::new),
                        System.out,
                        new PrintStream(errors, true, UTF_8));
        String message = errors.toString(UTF_8).strip();
        System.out.println(message);
        assertThat(message.lines()).as(message).hasSize(1);
        assertThat(message).contains(expected);
        assertThat(found).as(message).isEqualTo(exitCode);
        return message;
    }
}
