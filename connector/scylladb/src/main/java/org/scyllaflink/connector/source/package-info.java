/* SPDX-License-Identifier: Apache-2.0 */
/** The FLIP-27 source: enumerator, splits, readers, and the state they keep. */
package org.scyllaflink.connector.source;
