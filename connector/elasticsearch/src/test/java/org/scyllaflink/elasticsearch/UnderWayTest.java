/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.scyllaflink.elasticsearch.ElasticsearchOperation.Delete;

class UnderWayTest {
    private final ElasticsearchOperation first = new Delete("i", "a", 1);
    private final UnderWay underWay = new UnderWay();

    @Test
    void olderIsOvertakenEvenAfterTheNewerHasLeft() {
        ElasticsearchOperation newer = new Delete("i", "a", 2);
        underWay.enter(first);
        assertThat(underWay.isNewest(first)).isTrue();
        underWay.enter(newer);

        underWay.leave(newer);

        assertThat(underWay.isNewest(first)).isFalse();
    }

    @Test
    void olderThatComesLaterDoesNotOvertake() {
        ElasticsearchOperation older = new Delete("i", "a", 0);
        underWay.enter(first);
        underWay.enter(older);

        assertThat(underWay.isNewest(first)).isTrue();
        assertThat(underWay.isNewest(older)).isFalse();
    }

    @Test
    void equalOperationsAreNotTakenForEachOther() {
        ElasticsearchOperation second = new Delete("i", "a", 1);
        underWay.enter(first);
        underWay.enter(second);
        assertThat(underWay.isNewest(first)).isFalse();

        underWay.leave(first);

        assertThat(underWay.isNewest(second)).isTrue();
    }

    @Test
    void otherDocumentsDoNotMatter() {
        underWay.enter(first);
        underWay.enter(new Delete("j", "a", 9));
        underWay.enter(new Delete("i", "b", 9));

        assertThat(underWay.isNewest(first)).isTrue();
    }
}
