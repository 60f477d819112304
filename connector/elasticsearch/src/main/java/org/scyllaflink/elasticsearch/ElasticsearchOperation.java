/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.elasticsearch;

import java.io.Serializable;
import java.util.Objects;
import org.apache.flink.annotation.PublicEvolving;

/**
 * What is to become of one document. Elasticsearch carries it out unless it has seen a higher
 * version of that document (version type {@code external_gte}), so operations may arrive in any
 * order and any number of times and still end in the newest content. Two operations on one document
 * with the same version should therefore have the same content.
 */
@PublicEvolving
public sealed interface ElasticsearchOperation extends Serializable {

    /** The longest document id that Elasticsearch takes, in bytes of UTF-8. */
    int MAX_ID_BYTES = 512;

    /** The index or alias to write to, never empty. */
    String index();

    /** The id of the document, never empty, at most {@link #MAX_ID_BYTES} bytes of UTF-8. */
    String id();

    /** The version of the document, 0 or greater; commonly a time in microseconds. */
    long version();

    /** About how many bytes this takes in a bulk request; cheap to ask for. */
    long sizeInBytes();

    /**
     * Put the whole document in place of what is there, if anything.
     *
     * @param index the index or alias to write to
     * @param id the id of the document
     * @param version the version of the document, 0 or greater
     * @param document the whole document
     */
    record Upsert(String index, String id, long version, JsonDocument document)
            implements ElasticsearchOperation {

        /**
         * Checks the parts.
         *
         * @throws IllegalArgumentException naming the part that Elasticsearch would refuse
         */
        public Upsert {
            OperationKey.check(index, id, version);
            Objects.requireNonNull(document, "document");
        }

        @Override
        public long sizeInBytes() {
            return OperationKey.actionSize(index, id) + document.size();
        }
    }

    /**
     * Remove the document. That it does not exist is no error.
     *
     * @param index the index or alias to remove it from
     * @param id the id of the document
     * @param version the version of the removal, 0 or greater
     */
    record Delete(String index, String id, long version) implements ElasticsearchOperation {

        /**
         * Checks the parts.
         *
         * @throws IllegalArgumentException naming the part that Elasticsearch would refuse
         */
        public Delete {
            OperationKey.check(index, id, version);
        }

        @Override
        public long sizeInBytes() {
            return OperationKey.actionSize(index, id);
        }
    }
}
