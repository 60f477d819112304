/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.connector.base.sink.writer.Batch;
import org.apache.flink.connector.base.sink.writer.RequestEntryWrapper;
import org.apache.flink.connector.base.sink.writer.strategy.RequestInfo;
import org.junit.jupiter.api.Test;
import org.scyllaflink.elasticsearch.ElasticsearchOperation.Delete;

class NewestVersionBufferTest {
    private final NewestVersionBuffer buffer = new NewestVersionBuffer();

    @Test
    void keepsTheNewestVersionInTheFirstPlace() {
        add(new Delete("i", "a", 1), 10);
        add(new Delete("i", "b", 5), 20);
        add(new Delete("i", "a", 3), 30);
        add(new Delete("i", "a", 2), 40);

        assertThat(buffer.size()).isEqualTo(2);
        assertThat(buffer.totalSizeInBytes()).isEqualTo(50);
        assertThat(drained()).containsExactly(new Delete("i", "a", 3), new Delete("i", "b", 5));
        assertThat(buffer.totalSizeInBytes()).isZero();
        assertThat(buffer.isEmpty()).isTrue();
        assertThat(buffer.peek()).isNull();
        assertThat(buffer.poll()).isNull();
    }

    @Test
    void ofEqualVersionsTheLaterStays() {
        ElasticsearchOperation upsert =
                new ElasticsearchOperation.Upsert("i", "a", 1, JsonDocument.of("{}"));
        add(new Delete("i", "a", 1), 1);
        add(upsert, 1);

        assertThat(drained()).containsExactly(upsert);
    }

    @Test
    void sameIdInAnotherIndexIsAnotherDocument() {
        add(new Delete("i", "a", 1), 1);
        add(new Delete("j", "a", 1), 1);

        assertThat(buffer.getBufferedState()).hasSize(2);
        assertThat(buffer.size()).isEqualTo(2);
    }

    @Test
    void bulksEndWhereTheNextOperationWouldNotFit() {
        add(new Delete("i", "a", 1), 40);
        add(new Delete("i", "b", 1), 60);
        add(new Delete("i", "c", 1), 1);

        assertThat(bulk(10)).hasSize(2);
        assertThat(bulk(10)).hasSize(1);
        assertThat(bulk(10)).isEmpty();
    }

    @Test
    void bulkIsNeverEmptyWhileSomethingWaits() {
        add(new Delete("i", "a", 1), 1000);
        add(new Delete("i", "b", 1), 1);

        assertThat(bulk(10)).containsExactly(new Delete("i", "a", 1));
    }

    @Test
    void bulkHasAtMostSoManyOperations() {
        add(new Delete("i", "a", 1), 1);
        add(new Delete("i", "b", 1), 1);

        assertThat(bulk(1)).containsExactly(new Delete("i", "a", 1));
    }

    private void add(ElasticsearchOperation operation, long size) {
        buffer.add(new RequestEntryWrapper<>(operation, size), false);
    }

    private List<ElasticsearchOperation> bulk(int actions) {
        RequestInfo request = () -> actions;
        Batch<ElasticsearchOperation> batch = new BulkCreator(100).createNextBatch(request, buffer);
        assertThat(batch.getSizeInBytes())
                .isEqualTo(
                        batch.getBatchEntries().stream()
                                .mapToLong(ElasticsearchOperation::sizeInBytes)
                                .sum());
        return batch.getBatchEntries();
    }

    private List<ElasticsearchOperation> drained() {
        List<ElasticsearchOperation> operations = new ArrayList<>();
        while (!buffer.isEmpty()) {
            assertThat(buffer.peek()).isNotNull();
            operations.add(buffer.poll().getRequestEntry());
        }
        return operations;
    }
}
