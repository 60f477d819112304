/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Lists options under the headings of the classes that hold them. Picocli's own groups would do so,
 * too, but take an option that is given twice for a second group.
 */
final class GroupedHelp extends Help {

    GroupedHelp(CommandSpec command, ColorScheme colours) {
        super(command, colours);
    }

    @Override
    public String optionList() {
        List<OptionSpec> others = new ArrayList<>(commandSpec().options());
        StringBuilder groups = new StringBuilder();
        for (CommandSpec group : commandSpec().mixins().values()) {
            others.removeAll(group.options());
            groups.append(createHeading(group.usageMessage().optionListHeading()))
                    .append(optionListExcludingGroups(group.options()));
        }
        return optionListExcludingGroups(others) + groups;
    }
}
