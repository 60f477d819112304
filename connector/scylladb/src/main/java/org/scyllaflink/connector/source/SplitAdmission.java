/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.scyllaflink.connector.model.TableName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps those splits of a savepoint off a reader whose tables are not selected any more. Task
 * thread only.
 */
final class SplitAdmission {

    private static final Logger LOG = LoggerFactory.getLogger(SplitAdmission.class);

    private final TableSelection selection;
    private final Set<TableName> dropped = new HashSet<>();
    private List<String> refused = new ArrayList<>();

    SplitAdmission(TableSelection selection) {
        this.selection = selection;
    }

    /** Those of the splits that are to be read. */
    List<StreamGroupSplit> admit(List<StreamGroupSplit> splits) {
        List<StreamGroupSplit> admitted = new ArrayList<>();
        for (StreamGroupSplit split : splits) {
            if (selection.matches(split.table())) {
                admitted.add(split);
            } else {
                refused.add(split.splitId());
                if (dropped.add(split.table())) {
                    LOG.info("{}: not selected any more; its splits are dropped", split.table());
                }
            }
        }
        return admitted;
    }

    /** Ids of splits that were refused since the last call. */
    List<String> takeRefused() {
        List<String> taken = refused;
        refused = new ArrayList<>();
        return taken;
    }
}
