/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.logvectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VectorFileTest {
    private static final String VECTOR =
            "{name: a, create: CREATE TABLE ks.t (pk int PRIMARY KEY), statements: [], expect: []}";

    @TempDir private Path folder;

    @Test
    void everyListIsOptional() throws IOException {
        assertThat(VectorFile.read(file("format: 1"))).isEmpty();
        assertThat(VectorFile.read(file("{format: 1, vectors: [" + VECTOR + "]}"))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1, 2]                           | f.yaml: [1, 2] (expected: a mapping)",
                "vectors: []                      | f.yaml.format: null (expected: a whole number)",
                "format: 2                        | f.yaml.format: 2 (expected: 1)",
                "{format: 1, vektors: []}         | f.yaml: unknown key vektors",
                "{format: 1, vectors: 3}          | f.yaml.vectors: 3 (expected: a list)",
                "{format: 1, vectors: [3]}        | f.yaml.vectors[1]: 3 (expected: a mapping)",
                "{format: 1, vectors: [{name: a}]} | f.yaml.vectors[1].create: null (expected: text)",
                "{format: 1, vectors: [{name: a, create: b, statements: []}]}"
                        + " | f.yaml.vectors[1].expect: null (expected: a list)",
                "{format: 1, vectors: [{name: a, create: b, statements: [], expect: [{g: 1, sec: 0}]}]}"
                        + " | f.yaml.vectors[1].expect[1]: unknown key sec",
                "{format: 1, vectors: [{name: a, create: b, statements: [], expect: [{g: x}]}]}"
                        + " | f.yaml.vectors[1].expect[1].g: x (expected: a whole number)",
                "{format: 1, vectors: [{name: a, keyspace: mine, create: b, statements: [], expect: []}]}"
                        + " | f.yaml.vectors[1].keyspace: mine (expected: vnodes, vnodes only,",
                "{format: 1, option_cases: [{input: {}}]}"
                        + " | f.yaml.option_cases[1].result: {} (expected: either a result or an error)",
                "{format: 1, cdc_time_cases: [{timeuuid: x, micros: 1}]} | Invalid UUID string: x",
                "{format: 1                       | f.yaml: while parsing a flow mapping",
            })
    void anotherFormIsAnErrorThatNamesThePlace(String content, String message) throws IOException {
        Path file = file(content);

        assertThatThrownBy(() -> VectorFile.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void twoVectorsOfOneNameAreRefused() throws IOException {
        Path file = file("{format: 1, vectors: [" + VECTOR + ", " + VECTOR + "]}");

        assertThatThrownBy(() -> VectorFile.read(file))
                .hasMessage("f.yaml.vectors: a (expected: names that are unique)");
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("f.yaml"), content);
    }
}
