/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.NoNodeAvailableException;
import com.datastax.oss.driver.api.core.connection.BusyConnectionException;
import com.datastax.oss.driver.api.core.connection.ClosedConnectionException;
import com.datastax.oss.driver.api.core.connection.HeartbeatException;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.OverloadedException;
import com.datastax.oss.driver.api.core.servererrors.ReadTimeoutException;
import com.datastax.oss.driver.api.core.servererrors.ServerError;
import com.datastax.oss.driver.api.core.servererrors.SyntaxError;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import com.datastax.oss.driver.api.core.servererrors.UnavailableException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PassingFailuresTest {

    private static final Node NODE = null;

    static Stream<Arguments> failures() {
        return Stream.of(
                arguments(new DriverTimeoutException("late"), true),
                arguments(new NoNodeAvailableException(), true),
                arguments(new ClosedConnectionException("gone"), true),
                arguments(new BusyConnectionException(1024), true),
                arguments(new HeartbeatException(new InetSocketAddress(1), "silent", null), true),
                arguments(new OverloadedException(NODE, "busy"), true),
                arguments(new ServerError(NODE, "unexpected"), true),
                arguments(
                        new UnavailableException(NODE, DefaultConsistencyLevel.QUORUM, 2, 1), true),
                arguments(
                        new ReadTimeoutException(NODE, DefaultConsistencyLevel.QUORUM, 1, 2, false),
                        true),
                arguments(new IOException("connection reset"), true),
                arguments(allNodes(new ClosedConnectionException("gone")), true),
                arguments(new InvalidQueryException(NODE, "unconfigured table"), false),
                arguments(new SyntaxError(NODE, "no such word"), false),
                arguments(new UnauthorizedException(NODE, "not you"), false),
                arguments(allNodes(new UnauthorizedException(NODE, "not you")), false),
                arguments(new IllegalStateException("session is closed"), false));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void onlyWhatMayPassIsRepeated(Throwable failure, boolean passing) {
        assertThat(PassingFailures.include(failure)).isEqualTo(passing);
    }

    private static AllNodesFailedException allNodes(Throwable failure) {
        return AllNodesFailedException.fromErrors(List.of(Map.entry(node(), failure)));
    }

    private static Node node() {
        return (Node)
                Proxy.newProxyInstance(
                        Node.class.getClassLoader(),
                        new Class<?>[] {Node.class},
                        (proxy, method, arguments) ->
                                switch (method.getName()) {
                                    case "hashCode" -> 1;
                                    case "toString" -> "node";
                                    default -> null;
                                });
    }
}
