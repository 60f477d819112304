/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowTtlTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE TABLE t (p int, e bigint TTL, PRIMARY KEY (p))"
                        + " | e | CREATE TABLE t (p int, e bigint, PRIMARY KEY (p))",
                "create table t (p int primary key, End timestamp ttl) with cdc = {}"
                        + " | end | create table t (p int primary key, End timestamp) with cdc = {}",
                "CREATE TABLE t (\"E e\"  int  TTL , p int PRIMARY KEY)"
                        + " | E e | CREATE TABLE t (\"E e\"  int , p int PRIMARY KEY)",
            })
    void theColumnIsTakenOutOfTheStatement(String query, String column, String rest) {
        assertThat(RowTtl.parse(query)).isEqualTo(new RowTtl(column));
        assertThat(RowTtl.remove(query)).isEqualTo(rest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE t (p int PRIMARY KEY, ttl int)",
                "CREATE TABLE t (p int PRIMARY KEY) WITH comment = '(e bigint TTL)'",
                "INSERT INTO t (p) VALUES (1) USING TTL 5",
                "SELECT TTL(v) FROM t"
            })
    void otherStatementsStayAsTheyAre(String query) {
        assertThat(RowTtl.parse(query)).isNull();
        assertThat(RowTtl.remove(query)).isEqualTo(query);
    }

    @Test
    void aTableHasOneSuchColumn() {
        assertThatThrownBy(
                        () ->
                                RowTtl.parse(
                                        "CREATE TABLE t (p int PRIMARY KEY, a int TTL, b int TTL)"))
                .hasMessage("TTL column: b (expected: only a)");
    }
}
