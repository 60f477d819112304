/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @Test
    void aFolderTheUserNamedOutlivesTheServer(@TempDir Path parent) throws Exception {
        DataFolder data = DataFolder.at(parent.resolve("a/b"));
        Files.writeString(data.path().resolve("table"), "rows");

        data.release();

        assertThat(data.path().resolve("table")).exists();
        assertThat(data.path().resolve("logs")).isDirectory();
    }

    @Test
    void aTemporaryFolderGoesWithAllItHolds() throws Exception {
        DataFolder data = DataFolder.temporary("kafka");
        Files.createDirectories(data.path().resolve("topics/one"));
        Files.writeString(data.path().resolve("topics/one/segment"), "records");

        data.release();
        data.release();

        assertThat(data.path()).doesNotExist();
    }
}
