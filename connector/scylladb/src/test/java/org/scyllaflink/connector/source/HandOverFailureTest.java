/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.scyllaflink.connector.source.Scenario.Layout;
import org.scyllaflink.connector.source.StagedRun.Failure;

/**
 * Failures at every stage of a switch of generations, of a split of tablets, and of both at the
 * same time.
 */
class HandOverFailureTest {

    static Stream<Arguments> failures() {
        return Arrays.stream(Layout.values())
                .flatMap(
                        layout ->
                                Arrays.stream(Failure.values())
                                        .map(failure -> Arguments.of(layout, failure)));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void goesOnFromAnyStage(Layout layout, Failure failure) throws Exception {
        try (StagedRun run = new StagedRun(layout, 2)) {
            run.failAtEachStage(failure);
            check(run, failure);
        }
    }

    @ParameterizedTest
    @MethodSource("failures")
    void goesThroughAnyStageAgain(Layout layout, Failure failure) throws Exception {
        try (StagedRun run = new StagedRun(layout, 2)) {
            run.failAfterEachStage(failure);
            check(run, failure);
        }
    }

    private static void check(StagedRun run, Failure failure) {
        switch (failure) {
            case READERS, JOB, JOB_RESCALED ->
                    run.scenario().assertExactlyOnceInOrder(run.downstream());
            case FIRST_READER, SECOND_READER ->
                    run.scenario().assertExactlyOnceInOrderOfStreams(run.downstream());
        }
    }
}
