/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.model;

/**
 * A column of a table.
 *
 * @param name its name, in lower case
 * @param type its type
 */
public record ModelColumn(String name, ModelType type) {}
