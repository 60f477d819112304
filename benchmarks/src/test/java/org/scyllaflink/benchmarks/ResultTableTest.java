/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultTableTest {

    @Test
    void comparesMediansWithTheLibrary() {
        Map<Reader, List<Measurement>> measured = new EnumMap<>(Reader.class);
        measured.put(
                Reader.LOG,
                List.of(new Measurement(2, 1), new Measurement(100, 100), new Measurement(1, 0.5)));
        measured.put(Reader.LIBRARY, List.of(new Measurement(10, 4), new Measurement(10, 4)));

        assertThat(new ResultTable(500_000, measured).toString())
                .isEqualToNormalizingNewlines(
                        """
                        | Reader | Changes/s | CPU s per million | Throughput | CPU |
                        | --- | --: | --: | --: | --: |
                        | connector's log reader, without Flink | 250,000 | 2.00 | 5.0 x | 0.25 x |
                        | scylla-cdc-java 1.3.9 | 50,000 | 8.00 | 1.0 x | 1.00 x |
                        """);
    }

    @Test
    void readsWhatAProcessReports() {
        Measurement measurement = new Measurement(1.5, 0.25);

        assertThat(Measurement.parse(measurement.toString())).isEqualTo(measurement);
    }
}
