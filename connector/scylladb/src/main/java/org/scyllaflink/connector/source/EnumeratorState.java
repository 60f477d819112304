/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.util.List;

/**
 * What the enumerator must not forget. What readers hold is in their own state, and they tell of it
 * when they start.
 */
record EnumeratorState(List<TableState> tables) {

    static final EnumeratorState INITIAL = new EnumeratorState(List.of());

    EnumeratorState {
        tables = List.copyOf(tables);
    }
}
