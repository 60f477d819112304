/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.io.Serializable;
import java.util.Objects;
import org.apache.flink.annotation.PublicEvolving;

/** Who reads. The user may show in messages, the password never does. */
@PublicEvolving
public record Login(String user, Secret password) implements Serializable {

    private static final long serialVersionUID = 1L;

    public Login {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
    }
}
