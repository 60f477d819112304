/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import java.io.Serializable;
import org.apache.flink.annotation.PublicEvolving;

/**
 * A secret.
 *
 * @param text the secret itself, which {@link #toString} does not show
 */
@PublicEvolving
public record Password(String text) implements Serializable {

    private static final long serialVersionUID = 1L;

    @Override
    public String toString() {
        return "***";
    }
}
