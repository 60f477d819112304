/* SPDX-License-Identifier: Apache-2.0 */
/** Everything that speaks CQL: the only package that sees a type of the driver. */
package org.scyllaflink.connector.cql;
