/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import org.scyllaflink.connector.model.ChangeBatch;

/**
 * A batch that came behind the reader. It moves no position, but is remembered.
 *
 * @param stream place of the stream in its split
 */
record LateBatch(int stream, ChangeBatch batch) implements SplitElement {}
