/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.TestAbortedException;

/**
 * What the extensions have in common: the server is begun before the first class that wants it, so
 * that several start side by side, and awaited where it is used first. It is the same for all
 * classes of a test JVM.
 */
interface ServerExtension<S extends TestServer>
        extends BeforeAllCallback,
                BeforeEachCallback,
                AfterEachCallback,
                AfterAllCallback,
                ParameterResolver {
    /** The type of the parameters that get the server. */
    Class<S> type();

    /** Starts the server in a folder and waits until it is ready. */
    S start(Path folder);

    @Override
    default void beforeAll(ExtensionContext context) {
        shared(context);
    }

    @Override
    default void beforeEach(ExtensionContext context) {
        server(context);
    }

    @Override
    default void afterEach(ExtensionContext context) {
        keepFolderOnFailure(context);
    }

    @Override
    default void afterAll(ExtensionContext context) {
        keepFolderOnFailure(context);
    }

    @Override
    default boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == type();
    }

    @Override
    default Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return server(context);
    }

    private S server(ExtensionContext context) {
        SharedServer<S> shared = shared(context);
        try {
            return shared.get();
        } catch (RuntimeException e) {
            shared.keepFolder();
            throw e;
        }
    }

    private void keepFolderOnFailure(ExtensionContext context) {
        context.getExecutionException()
                .filter(failure -> !(failure instanceof TestAbortedException))
                .ifPresent(failure -> shared(context).keepFolder());
    }

    @SuppressWarnings("unchecked") // what is stored under a type has that type
    private SharedServer<S> shared(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(ServerExtension.class))
                .getOrComputeIfAbsent(
                        type(),
                        key -> SharedServer.starting(type().getSimpleName(), this::start),
                        SharedServer.class);
    }
}
