/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.NodeUnavailableException;
import com.datastax.oss.driver.api.core.RequestThrottlingException;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import com.datastax.oss.driver.api.core.connection.BusyConnectionException;
import com.datastax.oss.driver.api.core.connection.ClosedConnectionException;
import com.datastax.oss.driver.api.core.connection.ConnectionInitException;
import com.datastax.oss.driver.api.core.connection.HeartbeatException;
import com.datastax.oss.driver.api.core.servererrors.BootstrappingException;
import com.datastax.oss.driver.api.core.servererrors.OverloadedException;
import com.datastax.oss.driver.api.core.servererrors.QueryConsistencyException;
import com.datastax.oss.driver.api.core.servererrors.ServerError;
import com.datastax.oss.driver.api.core.servererrors.UnavailableException;
import java.io.IOException;
import java.util.List;

/** Which failures of a request may be gone when it is repeated. */
final class PassingFailures {

    private static final List<Class<? extends Throwable>> KINDS =
            List.of(
                    DriverTimeoutException.class,
                    NodeUnavailableException.class,
                    RequestThrottlingException.class,
                    BusyConnectionException.class,
                    ClosedConnectionException.class,
                    HeartbeatException.class,
                    BootstrappingException.class,
                    OverloadedException.class,
                    UnavailableException.class,
                    QueryConsistencyException.class,
                    ServerError.class,
                    IOException.class);

    private PassingFailures() {}

    /** Whether it is worth asking again; false for whatever is not known to pass. */
    static boolean include(Throwable failure) {
        if (failure instanceof AllNodesFailedException nodes) {
            return nodes.getAllErrors().values().stream()
                    .flatMap(List::stream)
                    .allMatch(PassingFailures::include);
        }
        if (failure instanceof ConnectionInitException) {
            return !(failure.getCause() instanceof AuthenticationException);
        }
        return KINDS.stream().anyMatch(kind -> kind.isInstance(failure));
    }
}
