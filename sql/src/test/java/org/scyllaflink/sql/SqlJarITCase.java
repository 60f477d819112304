/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** The jar as users of SQL get it. */
class SqlJarITCase {

    static final Path JAR = Path.of("target/flink-sql-connector-scylladb.jar");

    private static final Pattern NOT_BUNDLED =
            Pattern.compile(
                    "org\\.scyllaflink:|com\\.github\\.jnr:|org\\.ow2\\.asm:|org\\.slf4j:|org\\.jspecify:");
    private static final List<String> FACTORIES =
            List.of(
                    "org.scyllaflink.connector.table.ScyllaCdcTableFactory",
                    "org.scyllaflink.connector.table.ScyllaTableFactory",
                    "org.scyllaflink.connector.table.ScyllaCatalogFactory");

    @Test
    void holdsOwnClassesRelocatedOnesAndWhatBelongsToThem() throws IOException {
        Set<String> tops =
                entries().stream()
                        .filter(name -> !name.endsWith("/"))
                        .map(SqlJarITCase::top)
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(tops)
                .containsExactlyInAnyOrder(
                        "META-INF/FastDoubleParser-LICENSE",
                        "META-INF/FastDoubleParser-NOTICE",
                        "META-INF/LICENSE",
                        "META-INF/MANIFEST.MF",
                        "META-INF/NOTICE",
                        "META-INF/NOTICE_binary.txt",
                        "META-INF/services/org.apache.flink.table.factories.Factory",
                        "META-INF/thirdparty-LICENSE",
                        "org/scyllaflink/connector",
                        "org/scyllaflink/shaded/com/codahale",
                        "org/scyllaflink/shaded/com/datastax",
                        "org/scyllaflink/shaded/com/fasterxml",
                        "org/scyllaflink/shaded/com/typesafe",
                        "org/scyllaflink/shaded/io/netty",
                        "org/scyllaflink/shaded/org/HdrHistogram",
                        "org/scyllaflink/shaded/org/apache/flink/connector/base",
                        "org/scyllaflink/shaded/org/reactivestreams",
                        // The driver's defaults, which its configuration looks for by this name.
                        "reference.conf");
    }

    private static String top(String entry) {
        if (entry.startsWith("META-INF/")) {
            return entry;
        }
        String[] parts = entry.split("/");
        int depth = 3;
        if (entry.startsWith("org/scyllaflink/shaded/")) {
            depth = entry.startsWith("org/scyllaflink/shaded/org/apache/") ? 8 : 5;
        }
        return String.join("/", Arrays.copyOf(parts, Math.min(depth, parts.length)));
    }

    @Test
    void namesAllFactoriesAndNoOthers() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            ZipEntry services =
                    jar.getEntry("META-INF/services/org.apache.flink.table.factories.Factory");
            String names =
                    new String(jar.getInputStream(services).readAllBytes(), StandardCharsets.UTF_8);
            assertThat(names.lines().filter(line -> !line.isBlank()))
                    .containsExactlyInAnyOrderElementsOf(FACTORIES);
        }
    }

    @Test
    void theNoticeNamesAllThatIsBundled() throws IOException {
        List<String> bundled =
                Files.readAllLines(Path.of("target/dependencies.txt")).stream()
                        .map(line -> line.strip().replaceFirst(" -- module.*", ""))
                        .filter(line -> line.matches("\\S+:jar:\\S+"))
                        .filter(line -> !NOT_BUNDLED.matcher(line).lookingAt())
                        .map(line -> line.replaceFirst(":jar:(.*):\\w+$", ":$1"))
                        .toList();
        List<String> named =
                Files.readAllLines(Path.of("NOTICE")).stream()
                        .filter(line -> line.startsWith("- "))
                        .map(line -> line.substring(2))
                        .toList();

        assertThat(named).containsExactlyInAnyOrderElementsOf(bundled);
    }

    @Test
    void factoriesAreFoundInTheJarAloneBesideFlink() throws Exception {
        try (URLClassLoader classes = jarAndFlink()) {
            Class<?> factoryUtil =
                    classes.loadClass("org.apache.flink.table.factories.FactoryUtil");
            for (String kind :
                    List.of(
                            "DynamicTableSourceFactory scylladb-cdc",
                            "DynamicTableSourceFactory scylladb",
                            "CatalogFactory scylladb")) {
                String[] words = kind.split(" ");
                Class<?> type = classes.loadClass("org.apache.flink.table.factories." + words[0]);
                Object factory =
                        factoryUtil
                                .getMethod(
                                        "discoverFactory",
                                        ClassLoader.class,
                                        Class.class,
                                        String.class)
                                .invoke(null, classes, type, words[1]);
                assertThat(factory.getClass().getClassLoader()).isSameAs(classes);
                // Links the class and those of its options.
                assertThat((Set<?>) type.getMethod("optionalOptions").invoke(factory)).isNotEmpty();
            }
        }
    }

    /** Flink's own jars from the class path, and of connectors this one alone. */
    private static URLClassLoader jarAndFlink() throws MalformedURLException {
        List<URL> urls = new ArrayList<>(List.of(JAR.toUri().toURL()));
        for (String path : System.getProperty("java.class.path").split(File.pathSeparator)) {
            String name = Path.of(path).getFileName().toString();
            if (name.matches(
                    "(flink-(?!connector-|sql-connector-)|slf4j-|commons-|kryo).*\\.jar")) {
                urls.add(Path.of(path).toUri().toURL());
            }
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private static List<String> entries() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            return jar.stream().map(ZipEntry::getName).toList();
        }
    }
}
