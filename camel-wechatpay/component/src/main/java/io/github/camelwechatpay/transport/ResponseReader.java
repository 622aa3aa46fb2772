package io.github.camelwechatpay.transport;

import io.github.camelwechatpay.call.Answer;
import io.github.camelwechatpay.call.SafeText;
import io.github.camelwechatpay.call.Transport;
import io.github.camelwechatpay.crypto.SignedHeaders;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/** Reads responses: headers, and a body that is bounded or goes to a receiver. */
final class ResponseReader {

    private static final int LARGEST_BODY = 16 * 1024 * 1024;

    private ResponseReader() {}

    /**
     * Reads a response with its body.
     *
     * @param request is cancelled if the body is too large
     * @throws AnswerTooLargeException if the body has more than 16 MiB
     */
    static Answer whole(ClassicHttpResponse response, Cancellable request) throws IOException {
        return answer(response, body(response.getEntity(), request));
    }

    /**
     * Reads a response whose body goes to a receiver.
     *
     * @param request is cancelled if the receiver fails
     * @return a response with an empty body
     */
    static Answer received(ClassicHttpResponse response, Cancellable request, Transport.Receiver receiver)
            throws IOException {
        receive(response.getEntity(), request, receiver);
        return answer(response, new byte[0]);
    }

    private static Answer answer(ClassicHttpResponse response, byte[] body) {
        return new Answer(
                response.getCode(),
                SignedHeaders.read(name -> values(response, name)),
                SafeText.requestId(first(response, "Request-ID")),
                first(response, "Retry-After"),
                response.getCode() / 100 == 3 ? first(response, "Location") : null,
                body);
    }

    private static void receive(@Nullable HttpEntity entity, Cancellable request, Transport.Receiver receiver)
            throws IOException {
        try (InputStream content = entity == null ? InputStream.nullInputStream() : entity.getContent()) {
            try {
                receiver.receive(new UnclosedStream(content));
            } catch (IOException | RuntimeException e) {
                // Closing the stream would read it to its end
                request.cancel();
                throw e;
            }
        }
    }

    private static List<String> values(ClassicHttpResponse response, String name) {
        List<String> values = new ArrayList<>(1);
        for (Iterator<Header> headers = response.headerIterator(name); headers.hasNext(); ) {
            values.add(headers.next().getValue());
        }
        return values;
    }

    private static @Nullable String first(ClassicHttpResponse response, String name) {
        Header header = response.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    private static byte[] body(@Nullable HttpEntity entity, Cancellable request) throws IOException {
        if (entity == null) {
            return new byte[0];
        }
        long announced = entity.getContentLength();
        int most = LARGEST_BODY + 1;
        try (InputStream content = entity.getContent()) {
            // A body of an announced length needs no larger buffer
            byte[] body = content.readNBytes(announced < 0 ? most : (int) Math.min(announced, most));
            if (body.length > LARGEST_BODY) {
                // Closing the stream would read it to its end
                request.cancel();
                throw new AnswerTooLargeException(LARGEST_BODY);
            }
            return body;
        }
    }

    /** Leaves the content open, because closing it would read it to its end. */
    private static final class UnclosedStream extends FilterInputStream {

        UnclosedStream(InputStream content) {
            super(content);
        }

        @Override
        public void close() {
            // Closed by the method that opened it
        }
    }
}
