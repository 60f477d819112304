/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;

/** Finds the options that a class declares, so that none is declared and then forgotten. */
final class DeclaredOptions {

    private DeclaredOptions() {}

    /** The options among the class's constants, in the order of their declaration. */
    static Set<ConfigOption<?>> of(Class<?> options) {
        Set<ConfigOption<?>> declared = new LinkedHashSet<>();
        for (Field field : options.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType() == ConfigOption.class) {
                try {
                    declared.add((ConfigOption<?>) field.get(null));
                } catch (IllegalAccessException e) {
                    throw new IllegalStateException(
                            field + " cannot be read (expected: a constant of this package)", e);
                }
            }
        }
        return Collections.unmodifiableSet(declared);
    }
}
