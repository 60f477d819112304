/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scyllaflink.connector.model.TableName;

class TableSelectionTest {

    private static final List<TableName> EXISTING =
            List.of(
                    new TableName("shop", "orders"),
                    new TableName("shop", "carts"),
                    new TableName("Shop", "Orders"),
                    new TableName("store", "stock"));

    @ParameterizedTest
    @CsvSource({
        "shop.orders, shop.orders, true",
        "shop.orders, Shop.Orders, false", // as it is stored: case counts
        "Shop.Orders, Shop.Orders, true",
        "shop.orders, shop.orders2, false",
        "shop\\..*, shop.carts, true",
        "shop\\..*, shopping.carts, false",
        "(?i)shop\\.orders, Shop.Orders, true",
        ".*\\.(orders|stock), store.stock, true",
        ".*\\.(orders|stock), shop.carts, false",
        "orders, shop.orders, false", // a pattern must match all of the name
    })
    void matchesNamesAndPatterns(String selected, String table, boolean matches) {
        assertThat(TableSelection.of(selected).matches(TableName.parse(table))).isEqualTo(matches);
    }

    @Test
    void findsWhatPatternsMatchAndTakesNamesAsTheyAre() {
        assertThat(TableSelection.of("shop\\..*", "shop.orders", "no.where").resolve(EXISTING))
                .extracting(TableName::toString)
                .containsExactly("no.where", "shop.carts", "shop.orders");
    }

    @Test
    void namesThePatternThatMatchesNothingAndWhatThereIs() {
        TableSelection selection = TableSelection.of("shop\\..*", "sh0p\\..*");
        assertThatThrownBy(() -> selection.resolve(EXISTING))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "tables: pattern 'sh0p\\..*' matches no table with CDC (expected one of:"
                                + " Shop.Orders, shop.carts, shop.orders, store.stock)");
    }

    @Test
    void knowsTheOnlyTable() {
        assertThat(TableSelection.of("shop.orders").onlyTable())
                .isEqualTo(new TableName("shop", "orders"));
        assertThat(TableSelection.of("shop.orders", "shop.carts").onlyTable()).isNull();
        assertThat(TableSelection.of("shop\\.orders").onlyTable()).isNull();
    }
}
