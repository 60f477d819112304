/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import org.scyllaflink.connector.model.ChangeBatch;

/**
 * A batch, and with it the position after it: the batch's time is how far its stream then is.
 *
 * @param stream place of the stream in its split
 */
record PositionedBatch(int stream, ChangeBatch batch) implements SplitElement {}
