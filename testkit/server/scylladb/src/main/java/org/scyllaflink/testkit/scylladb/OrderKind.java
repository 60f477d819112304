/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.util.function.Function;
import javax.annotation.Nullable;

/**
 * How to write a kind of order, and what to make of it.
 *
 * @param syntax what it looks like
 * @param order makes an order of its arguments
 */
record OrderKind(OrderSyntax syntax, Function<OrderArguments, Order> order) {
    /**
     * Names a kind of order.
     *
     * @param syntax its line, see {@link OrderSyntax}
     */
    static OrderKind of(String syntax, Function<OrderArguments, Order> order) {
        return new OrderKind(new OrderSyntax(syntax), order);
    }

    /** Returns the order, or null when the query is none of this kind. */
    @Nullable
    Order parse(String query) {
        OrderArguments arguments = syntax.match(query);
        return arguments == null ? null : order.apply(arguments);
    }
}
