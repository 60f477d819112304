/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.elasticsearch;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.ErrorCause;
import co.elastic.clients.transport.TransportException;
import java.io.IOException;
import java.util.Optional;
import org.apache.http.HttpEntity;
import org.apache.http.util.EntityUtils;
import org.elasticsearch.client.ResponseException;

/** An answer that is no success, whichever of the client's three exceptions brought it. */
record HttpFailure(int status, String detail) {
    private static final int MAX_DETAIL_CHARS = 500;

    /** The answer that this exception stands for; empty if there was none. */
    static Optional<HttpFailure> of(Throwable error) {
        if (error instanceof ElasticsearchException answer) {
            return Optional.of(new HttpFailure(answer.status(), describe(answer.error())));
        }
        if (error instanceof ResponseException answer) {
            int status = answer.getResponse().getStatusLine().getStatusCode();
            return Optional.of(new HttpFailure(status, body(answer)));
        }
        if (error instanceof TransportException answer) {
            return Optional.of(
                    new HttpFailure(answer.statusCode(), shortened(answer.getMessage())));
        }
        return Optional.empty();
    }

    /** Type and reason, without the nested causes: those may repeat the document. */
    static String describe(ErrorCause error) {
        String reason = error.reason() == null ? "" : error.reason();
        return "type " + error.type() + ", reason '" + shortened(reason) + "'";
    }

    private static String body(ResponseException answer) {
        HttpEntity entity = answer.getResponse().getEntity();
        if (entity == null) {
            return answer.getResponse().getStatusLine().getReasonPhrase();
        }
        try {
            return shortened(EntityUtils.toString(entity));
        } catch (IOException e) {
            return "unreadable body: " + e.getMessage();
        }
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= MAX_DETAIL_CHARS ? line : line.substring(0, MAX_DETAIL_CHARS) + "…";
    }

    @Override
    public String toString() {
        return "status " + status + ", " + detail;
    }
}
