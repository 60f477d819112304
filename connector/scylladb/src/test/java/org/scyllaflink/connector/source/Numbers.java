/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.util.Collector;
import org.scyllaflink.connector.model.Change;

/** Key and number of each change. */
final class Numbers implements ChangeDeserializationSchema<Tuple2<Integer, Integer>> {

    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(Change change, Collector<Tuple2<Integer, Integer>> out) {
        out.collect(Tuple2.of(Changes.key(change), Changes.number(change)));
    }

    @Override
    public TypeInformation<Tuple2<Integer, Integer>> getProducedType() {
        return Types.TUPLE(Types.INT, Types.INT);
    }
}
