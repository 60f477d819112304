/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.benchmarks.agreement;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The parts of a frozen collection, each in hexadecimal. */
final class Elements {

    private static final HexFormat HEX = HexFormat.of();

    private Elements() {}

    /**
     * Takes a collection apart.
     *
     * @param hex the collection: its size, then length and bytes of each part
     * @param parts of an element: 1, or 2 for a map
     */
    static List<String> of(String hex, int parts) {
        ByteBuffer bytes = ByteBuffer.wrap(HEX.parseHex(hex));
        List<String> all = new ArrayList<>();
        for (int left = bytes.getInt() * parts; left > 0; left--) {
            byte[] part = new byte[bytes.getInt()];
            bytes.get(part);
            all.add(HEX.formatHex(part));
        }
        return all;
    }

    /** Makes the frozen list of the values of a map. */
    static String listOfValues(String map) {
        List<String> parts = of(map, 2);
        StringBuilder list = new StringBuilder(HEX.toHexDigits(parts.size() / 2));
        for (int i = 1; i < parts.size(); i += 2) {
            list.append(HEX.toHexDigits(parts.get(i).length() / 2)).append(parts.get(i));
        }
        return list.toString();
    }
}
