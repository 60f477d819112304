/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.io.IOException;
import java.util.BitSet;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.Encoding;
import org.scyllaflink.connector.model.RowImage;

/** How images are written: for each column its size plus two, or whether it is null or left out. */
final class ImageEncoding {

    private static final int LEFT_OUT = 0;
    private static final int NULL = 1;
    private static final int VALUE = 2;

    private ImageEncoding() {}

    static void write(RowImage image, DataOutputView target) throws IOException {
        for (int i = 0; i < image.size(); i++) {
            CqlValue value = image.value(i);
            if (value != null) {
                Encoding.writeInt(VALUE + value.size(), target);
                target.write(value.bytes());
            } else {
                Encoding.writeInt(image.includes(i) ? NULL : LEFT_OUT, target);
            }
        }
    }

    static RowImage read(int columns, DataInputView source) throws IOException {
        CqlValue[] values = new CqlValue[columns];
        BitSet included = new BitSet(columns);
        for (int i = 0; i < columns; i++) {
            int code = Encoding.readInt(source);
            included.set(i, code != LEFT_OUT);
            if (code >= VALUE) {
                byte[] bytes = new byte[code - VALUE];
                source.readFully(bytes);
                values[i] = CqlValue.wrap(bytes);
            }
        }
        return new RowImage(values, included);
    }

    /** As first published: what had no value was null or left out, nobody could tell. */
    static RowImage readFirstVersion(int columns, DataInputView source) throws IOException {
        CqlValue[] values = new CqlValue[columns];
        for (int i = 0; i < columns; i++) {
            values[i] = Encoding.readNullable(source);
        }
        return new RowImage(values);
    }
}
