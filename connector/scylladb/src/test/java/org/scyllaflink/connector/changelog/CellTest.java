/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.scyllaflink.connector.model.CqlValue;

class CellTest {

    private static final long T = 10_999_999;

    static Stream<Arguments> pairs() {
        return Stream.of(
                pair("later write", cell(T + 1, 0, 1), cell(T, 0, 9)),
                pair("later write over delete", cell(T + 1, 0, 1), Cell.deleted(T)),
                pair("delete over older write", Cell.deleted(T + 1), cell(T, 0, 1)),
                pair("delete over a write of its time", Cell.deleted(T), cell(T, 0, 9)),
                pair("delete over an expiring one of its time", Cell.deleted(T), cell(T, 5, 9)),
                pair("expiring over lasting", cell(T, 5, 1), cell(T, 0, 9)),
                pair("later expiry", cell(T, 6, 1), cell(T, 5, 9)),
                pair("smaller TTL at equal expiry", expiring(20, 5, 1), expiring(20, 6, 9)),
                pair("greater value", cell(T, 0, 2), cell(T, 0, 1)),
                pair("greater value, unsigned", cell(T, 0, 0x80), cell(T, 0, 0x7f)),
                pair("longer value", value(T, 1, 0), value(T, 1)),
                pair("some value over none", value(T, 0), value(T)),
                pair("greater of expiring values", cell(T, 5, 2), cell(T, 5, 1)),
                pair("expired over lasting of its time", cell(T, 5, 1).expired(), cell(T, 0, 9)),
                pair("delete over expired", Cell.deleted(T), cell(T, 5, 1).expired()),
                pair("later expiry over expired", cell(T, 6, 1), cell(T, 5, 9).expired()),
                pair("later read over older write", read(T + 1, 0, 1), cell(T, 0, 9)),
                pair("log over the read of its time", cell(T, 0, 1), read(T, 20, 9)),
                pair("delete over the read of its time", Cell.deleted(T), read(T, 20, 9)),
                pair("later expiry of two reads", read(T, 20, 1), read(T, 19, 9)),
                pair("marker of the log over none known", cell(T, 0, 1), Cell.unknown(T)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pairs")
    void winnerBeatsLoserAndNotTheReverse(String rule, Cell winner, Cell loser) {
        assertThat(winner.beats(loser)).isTrue();
        assertThat(loser.beats(winner)).isFalse();
    }

    @Test
    void equalCellsDoNotBeatEachOther() {
        for (Cell cell : List.of(cell(T, 0, 1), cell(T, 5, 1), Cell.deleted(T))) {
            assertThat(cell.beats(cell)).isFalse();
        }
    }

    @Test
    void expiryIsTheSecondOfTheWritePlusTheTtl() {
        assertThat(cell(10_999_999, 5, 1).expirySecond()).isEqualTo(15);
        assertThat(cell(11_000_000, 5, 1).expirySecond()).isEqualTo(16);
        assertThat(cell(-1, 5, 1).expirySecond()).isEqualTo(4);
    }

    private static Arguments pair(String rule, Cell winner, Cell loser) {
        return Arguments.of(rule, winner, loser);
    }

    private static Cell cell(long micros, int ttlSeconds, int value) {
        return Cell.written(micros, CqlValue.wrap(new byte[] {(byte) value}), ttlSeconds);
    }

    private static Cell read(long micros, long expirySecond, int value) {
        return Cell.read(micros, CqlValue.wrap(new byte[] {(byte) value}), expirySecond);
    }

    private static Cell value(long micros, int... bytes) {
        byte[] array = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            array[i] = (byte) bytes[i];
        }
        return Cell.written(micros, CqlValue.wrap(array), 0);
    }

    private static Cell expiring(long second, int ttlSeconds, int value) {
        return new Cell(
                Cell.State.LIVE,
                T,
                CqlValue.wrap(new byte[] {(byte) value}),
                ttlSeconds,
                second,
                false);
    }
}
