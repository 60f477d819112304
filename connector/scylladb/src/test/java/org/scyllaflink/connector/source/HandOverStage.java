/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.util.function.Predicate;
import org.scyllaflink.connector.source.HeldSplit.Phase;

/** What happens, one after the other, when a generation follows another. */
enum HandOverStage {
    /** The new one is known and its streams are about to be asked for. */
    KNOWN(run -> run.enumerator().waitingCalls() > 0 && run.held().anyMatch(run::isOld)),
    /** Its splits are on their way to a reader. */
    ASSIGNED(run -> run.sentSplits().anyMatch(run::isNew)),
    /** A reader has a new split, and has not said so. */
    DELIVERED(run -> run.held().anyMatch(run::isNew)),
    /** A reader has said that its new split holds the watermark, but was not heard. */
    REGISTERED_UNHEARD(run -> run.said().anyMatch(run::isNew)),
    /** All new splits hold the watermark, as far as the enumerator knows. */
    REGISTERED(run -> run.heard().filter(run::isNew).count() == run.newSplits()),
    /** A reader has read an old split to its end, but was not heard. */
    PART_FINISHED_UNHEARD(run -> run.said().anyMatch(split -> run.isOld(split, Phase.FINISHED))),
    /** Some old splits are read to their ends, as far as the enumerator knows. */
    PART_FINISHED(
            run ->
                    run.heard().anyMatch(split -> run.isOld(split, Phase.FINISHED))
                            && run.heard().anyMatch(split -> run.isOld(split, Phase.REGISTERED))),
    /** A reader is about to learn that a new split may be read before the others. */
    RELEASED(run -> run.sentSchedules().anyMatch(schedule -> !schedule.released().isEmpty())),
    /** A new split is being read while an old one is, too. */
    READ_AHEAD(run -> run.held().anyMatch(run::isNewAndRead) && run.oldSplitIsUnfinished()),
    /** All old splits are read to their ends, but not all was heard. */
    FINISHED_UNHEARD(run -> run.held().anyMatch(run::isOld) && !run.oldSplitIsUnfinished()),
    /** Readers are about to learn that the new generation is the current one. */
    TAKEN_OVER(
            run ->
                    run.sentSchedules()
                            .anyMatch(schedule -> schedule.currentMillis() == run.newMillis())),
    /** One reader has no old split any more, another one has. */
    PART_CLOSED(run -> run.readersWithOldSplits() == 1 && run.held().anyMatch(run::isNew)),
    /** No reader has an old split any more. */
    CLOSED(run -> run.readersWithOldSplits() == 0 && run.held().anyMatch(run::isNew)),
    /** A split of the generation after the new one is there. */
    NEXT_OPENED(run -> run.held().anyMatch(run::isLater));

    private final Predicate<StagedRun> reached;

    HandOverStage(Predicate<StagedRun> reached) {
        this.reached = reached;
    }

    boolean isReached(StagedRun run) {
        return reached.test(run);
    }
}
