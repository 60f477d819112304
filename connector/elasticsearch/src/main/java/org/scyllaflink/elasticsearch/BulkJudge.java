/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.elasticsearch;

import co.elastic.clients.elasticsearch._types.ErrorCause;
import co.elastic.clients.elasticsearch.core.BulkResponse;
import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.flink.util.ExceptionUtils;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.elasticsearch.BulkOutcome.Failed;
import org.scyllaflink.elasticsearch.BulkOutcome.ResendAll;
import org.scyllaflink.elasticsearch.BulkOutcome.ResendSome;
import org.scyllaflink.elasticsearch.BulkOutcome.TooLarge;
import org.scyllaflink.elasticsearch.BulkOutcome.Written;
import org.scyllaflink.elasticsearch.ElasticsearchOperation.Delete;

/**
 * The one place that decides which answers of Elasticsearch are success, worth a retry, or final.
 */
record BulkJudge(String hosts) {
    private static final String VERSION_CONFLICT = "version_conflict_engine_exception";

    /** The outcome of an answer; its items are in the order of the operations. */
    BulkOutcome ofAnswer(List<ElasticsearchOperation> operations, BulkResponse answer) {
        List<BulkResponseItem> items = answer.items();
        if (items.size() != operations.size()) {
            return failed(
                    operations.size(),
                    String.format(
                            "answered %d items to a bulk of %d operations",
                            items.size(), operations.size()));
        }
        if (!answer.errors()) {
            return new Written(0);
        }
        List<ElasticsearchOperation> again = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        String reason = "";
        int conflicts = 0;
        for (int i = 0; i < items.size(); i++) {
            BulkResponseItem item = items.get(i);
            if (isConflict(item)) {
                conflicts++;
            } else if (isRetryable(item.status())) {
                again.add(operations.get(i));
                reason = describe(operations.get(i), item);
            } else if (!isSuccess(operations.get(i), item)) {
                refused.add(describe(operations.get(i), item));
            }
        }
        if (!refused.isEmpty()) {
            return failed(
                    refused.size(),
                    String.format(
                            "refused %d of %d operations, the first: %s",
                            refused.size(), operations.size(), refused.get(0)));
        }
        return again.isEmpty() ? new Written(conflicts) : new ResendSome(again, conflicts, reason);
    }

    /** The outcome of a request that brought no list of items. */
    BulkOutcome ofError(List<ElasticsearchOperation> operations, Throwable error) {
        Optional<HttpFailure> http = HttpFailure.of(error);
        if (http.isPresent()) {
            return ofHttpFailure(operations, http.get(), error);
        }
        if (isUntrusted(error)) {
            return failed(
                    operations.size(),
                    "has a certificate that is not trusted or is for another host: "
                            + error.getMessage()
                            + ". Check setCaCertificate and the host names",
                    error);
        }
        if (error instanceof IOException) {
            return new ResendAll(error.toString(), error);
        }
        return failed(operations.size(), "could not be asked: " + error, error);
    }

    /** The failure of an operation that the server refuses to take even alone. */
    Failed tooLarge(ElasticsearchOperation operation) {
        return failed(
                1,
                String.format(
                        "refused a document as too large (status 413): %s, %d bytes. Raise"
                                + " http.max_content_length of Elasticsearch (or the limit of a proxy),"
                                + " or make the document smaller",
                        named(operation), operation.sizeInBytes()));
    }

    /** The failure of operations that were sent as often as is allowed. */
    Failed exhausted(
            List<ElasticsearchOperation> operations,
            int attempts,
            String reason,
            @Nullable Throwable cause) {
        return failed(
                operations.size(),
                String.format(
                        "did not take %d operations in %d attempts, the first for %s; last error: %s",
                        operations.size(), attempts, named(operations.get(0)), reason),
                cause);
    }

    private BulkOutcome ofHttpFailure(
            List<ElasticsearchOperation> operations, HttpFailure http, Throwable error) {
        if (isRetryable(http.status())) {
            return new ResendAll(http.toString(), error);
        }
        return switch (http.status()) {
            case 413 -> new TooLarge();
            case 401 ->
                    failed(
                            operations.size(),
                            "does not know the credentials: "
                                    + http
                                    + ". Check the user and password (setCredentials) or the API key"
                                    + " (setApiKey)",
                            error);
            case 403 ->
                    failed(
                            operations.size(),
                            "does not allow writing: "
                                    + http
                                    + ". Check that the user or API key may index into, delete from and,"
                                    + " if it is to be created, create the index",
                            error);
            default -> failed(operations.size(), "refused a bulk request: " + http, error);
        };
    }

    private Failed failed(int operations, String what) {
        return failed(operations, what, null);
    }

    private Failed failed(int operations, String what, @Nullable Throwable cause) {
        return new Failed(
                new IOException("Elasticsearch at " + hosts + " " + what, cause), operations);
    }

    private static boolean isConflict(BulkResponseItem item) {
        return item.status() == 409
                && item.error() != null
                && VERSION_CONFLICT.equals(item.error().type());
    }

    /** 429 and all server errors may pass; attempts are bounded. */
    private static boolean isRetryable(int status) {
        return status == 429 || status >= 500;
    }

    private static boolean isSuccess(ElasticsearchOperation operation, BulkResponseItem item) {
        boolean absent = item.status() == 404 && operation instanceof Delete;
        return absent || item.status() >= 200 && item.status() < 300;
    }

    private static boolean isUntrusted(Throwable error) {
        return ExceptionUtils.findThrowable(error, CertificateException.class).isPresent()
                || ExceptionUtils.findThrowable(error, SSLPeerUnverifiedException.class)
                        .isPresent();
    }

    private static String describe(ElasticsearchOperation operation, BulkResponseItem item) {
        ErrorCause error = item.error();
        String what = error == null ? "no reason given" : HttpFailure.describe(error);
        return named(operation) + ": status " + item.status() + ", " + what;
    }

    private static String named(ElasticsearchOperation operation) {
        return "index '" + operation.index() + "', id '" + operation.id() + "'";
    }
}
