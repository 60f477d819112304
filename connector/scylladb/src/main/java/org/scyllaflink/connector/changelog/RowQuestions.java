/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

/**
 * Finds out whether rows are still there.
 *
 * <p>Each answer has to reach {@link PartitionMerge#answer} before the next watermark is forwarded
 * and before the next barrier passes: questions are not part of the state.
 */
@FunctionalInterface
interface RowQuestions {

    /** Runs in the task's thread, in the middle of a merge: must neither answer nor block. */
    void ask(UndecidedRow row);
}
