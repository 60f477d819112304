/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.logvectors;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads all cases of a file, and checks their form. */
final class VectorFile {
    private static final String[] LISTS = {
        "format",
        "snapshot",
        "vectors",
        "option_cases",
        "statement_error_cases",
        "log_schema_cases",
        "stream_id_cases",
        "cdc_time_cases",
        "tablet_stream_set_cases",
        "tablet_gc_base_cases",
        "tablet_virtual_table_case"
    };

    private VectorFile() {}

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException that names the place, when it has not the form of log
     *     vectors
     */
    static List<VectorCase> read(Path file) throws IOException {
        Yaml content;
        try (Reader reader = Files.newBufferedReader(file)) {
            SafeConstructor types = new SafeConstructor(new LoaderOptions());
            content =
                    new Yaml(
                            file.getFileName().toString(),
                            new org.yaml.snakeyaml.Yaml(types).load(reader));
        } catch (YAMLException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
        content.refuseOthers(LISTS);
        if (content.number("format") != 1) {
            throw content.wrong("format", content.number("format"), "1");
        }
        List<VectorCase> cases = cases(content);
        Set<String> names = new HashSet<>();
        for (VectorCase each : cases) {
            if (!names.add(each.name())) {
                throw content.wrong("vectors", each.name(), "names that are unique");
            }
        }
        return cases;
    }

    private static List<VectorCase> cases(Yaml content) {
        List<VectorCase> cases = new ArrayList<>();
        content.children("vectors").forEach(vector -> cases.add(LogVector.of(vector)));
        addNumbered(content.children("option_cases"), OptionCase::of, cases);
        addNumbered(content.children("statement_error_cases"), ErrorCase::of, cases);
        addNumbered(content.children("log_schema_cases"), SchemaCase::of, cases);
        if (content.has("stream_id_cases")) {
            addNumbered(content.children("stream_id_cases"), StreamIdCase::of, cases);
            cases.add(StreamIdCase.ofServer());
        }
        if (content.has("cdc_time_cases")) {
            addNumbered(content.children("cdc_time_cases"), CdcTimeCase::of, cases);
            cases.add(CdcTimeCase.ofServer());
        }
        if (content.has("tablet_stream_set_cases")) {
            cases.addAll(StreamSetCases.sets(content.child("tablet_stream_set_cases")));
        }
        if (content.has("tablet_gc_base_cases")) {
            cases.addAll(StreamSetCases.bases(content.child("tablet_gc_base_cases")));
        }
        if (content.has("tablet_virtual_table_case")) {
            cases.add(VirtualTableCase.of(content.child("tablet_virtual_table_case")));
        }
        return cases;
    }

    private static void addNumbered(
            List<Yaml> parts, BiFunction<Integer, Yaml, VectorCase> type, List<VectorCase> cases) {
        for (int i = 0; i < parts.size(); i++) {
            cases.add(type.apply(i + 1, parts.get(i)));
        }
    }
}
