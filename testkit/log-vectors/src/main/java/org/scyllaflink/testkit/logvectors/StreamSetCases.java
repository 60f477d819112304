/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.logvectors;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** How the stream sets of a table with tablets follow from each other, streams named by token. */
final class StreamSetCases {
    private static final String SETS = "tablet_stream_set_cases";
    private static final String BASES = "tablet_gc_base_cases";
    private static final int NOW = 100;

    private StreamSetCases() {}

    static List<VectorCase> sets(Yaml yaml) {
        yaml.refuseOthers("note", "source", "construct_next", "diff");
        List<VectorCase> cases = new ArrayList<>();
        for (Yaml each : yaml.children("construct_next")) {
            each.refuseOthers("prev", "opened", "closed", "next", "note");
            cases.add(VectorCase.numbered(SETS, cases.size() + 1, cluster -> next(each)));
        }
        for (Yaml each : yaml.children("diff")) {
            each.refuseOthers("before", "after", "opened", "closed", "note");
            cases.add(VectorCase.numbered(SETS, cases.size() + 1, cluster -> difference(each)));
        }
        return cases;
    }

    private static Outcome next(Yaml yaml) {
        TreeSet<Long> next = tokens(yaml, "prev");
        next.removeAll(tokens(yaml, "closed"));
        next.addAll(tokens(yaml, "opened"));
        return Outcome.compare("next", yaml.integers("next"), List.copyOf(next));
    }

    private static Outcome difference(Yaml yaml) {
        TreeSet<Long> before = tokens(yaml, "before");
        TreeSet<Long> after = tokens(yaml, "after");
        TreeSet<Long> closed = new TreeSet<>(before);
        closed.removeAll(after);
        TreeSet<Long> opened = new TreeSet<>(after);
        opened.removeAll(before);
        return Outcome.compare(
                "closed and opened",
                List.of(yaml.integers("closed"), yaml.integers("opened")),
                List.of(List.copyOf(closed), List.copyOf(opened)));
    }

    private static TreeSet<Long> tokens(Yaml yaml, String key) {
        return new TreeSet<>(yaml.integers(key));
    }

    static List<VectorCase> bases(Yaml yaml) {
        yaml.refuseOthers("note", "source", "cases");
        List<VectorCase> cases = new ArrayList<>();
        for (Yaml each : yaml.children("cases")) {
            each.refuseOthers("timestamps", "ttl", "base", "note");
            cases.add(VectorCase.numbered(BASES, cases.size() + 1, cluster -> base(each)));
        }
        return cases;
    }

    // The newest set that was in force when the oldest row that is left was written.
    private static Outcome base(Yaml yaml) {
        List<Long> times = yaml.integers("timestamps");
        int base = 0;
        for (int set = 0; set < times.size(); set++) {
            base = times.get(set) <= NOW - yaml.number("ttl") ? set : base;
        }
        return Outcome.compare("base", yaml.number("base"), base);
    }
}
