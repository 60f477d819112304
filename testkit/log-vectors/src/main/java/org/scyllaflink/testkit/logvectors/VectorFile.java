/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.logvectors;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Reads all cases of a file. What a server cannot be asked for, such as how ids read, is left out.
 */
final class VectorFile {
    private VectorFile() {}

    static List<VectorCase> read(Path file) throws IOException {
        Yaml content;
        try (Reader reader = Files.newBufferedReader(file)) {
            SafeConstructor types = new SafeConstructor(new LoaderOptions());
            content =
                    new Yaml(
                            file.getFileName().toString(),
                            new org.yaml.snakeyaml.Yaml(types).load(reader));
        }
        List<VectorCase> cases = new ArrayList<>();
        content.children("vectors").forEach(vector -> cases.add(LogVector.of(vector)));
        addNumbered(content.children("option_cases"), OptionCase::of, cases);
        addNumbered(content.children("statement_error_cases"), ErrorCase::of, cases);
        addNumbered(content.children("log_schema_cases"), SchemaCase::of, cases);
        return cases;
    }

    private static void addNumbered(
            List<Yaml> parts, BiFunction<Integer, Yaml, VectorCase> type, List<VectorCase> cases) {
        for (int i = 0; i < parts.size(); i++) {
            cases.add(type.apply(i + 1, parts.get(i)));
        }
    }
}
