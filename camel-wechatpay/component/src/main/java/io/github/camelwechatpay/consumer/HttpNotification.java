package io.github.camelwechatpay.consumer;

import io.github.camelwechatpay.WechatpayNotificationException;
import io.github.camelwechatpay.WechatpayNotificationException.Reason;
import io.github.camelwechatpay.call.SafeText;
import io.github.camelwechatpay.crypto.SignedHeaders;
import io.github.camelwechatpay.notification.NotificationAnswer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** Represents the HTTP side of a notification: reads the request of the server, and writes the response. */
record HttpNotification(Exchange exchange) {

    /**
     * Names the header that platform-http sets on Vert.x, to an object of Vert.x whose text is {@code address:port}.
     */
    private static final String VERTX_SOURCE = "CamelVertxPlatformHttpRemoteAddress";

    /** Names the header that netty-http sets, to an InetSocketAddress. */
    private static final String NETTY_SOURCE = "CamelNettyRemoteAddress";

    private static final String SIGNATURE_HEADERS = "wechatpay-";
    private static final Pattern PERCENT = Pattern.compile("%([0-9A-Fa-f]{2})");

    /**
     * Returns the bytes of the request.
     *
     * @param maxBodySize in bytes
     * @throws WechatpayNotificationException if there are no bytes, or too many
     */
    byte[] body(int maxBodySize) throws WechatpayNotificationException {
        Message message = exchange.getMessage();
        if (message.getBody() instanceof Map) {
            throw new WechatpayNotificationException(
                    Reason.NO_BODY, "Notification refused: a form was posted instead of JSON");
        }
        byte[] body = message.getBody(byte[].class);
        if (body == null || body.length == 0) {
            throw new WechatpayNotificationException(Reason.NO_BODY, "Notification refused: it has no body");
        }
        if (body.length > maxBodySize) {
            throw new WechatpayNotificationException(
                    Reason.TOO_LARGE,
                    "Notification refused: " + body.length + " bytes are more than option maxBodySize allows ("
                            + maxBodySize + ")");
        }
        return body;
    }

    /**
     * Returns the signature headers.
     *
     * @throws WechatpayNotificationException if the query has a parameter that the server could take for such a header
     */
    SignedHeaders headers() throws WechatpayNotificationException {
        boolean mixed = Stream.of(first(Exchange.HTTP_RAW_QUERY).split("[&;]"))
                .map(parameter -> decoded(parameter.split("=", 2)[0]).toLowerCase(Locale.ROOT))
                .anyMatch(name -> name.contains(SIGNATURE_HEADERS));
        if (mixed) {
            throw new WechatpayNotificationException(
                    Reason.INCOMPLETE,
                    "Notification refused: a query parameter has the name of a signature header, and does not count as"
                            + " one. Use a notify_url without parameters that begin with Wechatpay-");
        }
        return SignedHeaders.read(this::header);
    }

    /** Returns header Request-ID, null if the request has none. */
    @Nullable
    String requestId() {
        return SafeText.requestId(header("Request-ID").stream().findFirst().orElse(null));
    }

    /** Returns all values of a header, whatever the letter case of its name. */
    private List<String> header(String name) {
        List<String> values = new ArrayList<>();
        exchange.getMessage().getHeaders().forEach((key, value) -> {
            if (key.equalsIgnoreCase(name)) {
                if (value instanceof Collection<?> several) {
                    several.forEach(each -> values.add(String.valueOf(each)));
                } else {
                    values.add(String.valueOf(value));
                }
            }
        });
        return values;
    }

    /**
     * Returns the address that the request came from, as digits. A value that the sender can have set is ignored: a
     * header of the request is text, or a list if the server added to it.
     *
     * @return null if the server does not tell the address
     */
    @Nullable
    String source() {
        Message message = exchange.getMessage();
        if (message.getHeader(NETTY_SOURCE) instanceof InetSocketAddress address) {
            return address.isUnresolved() ? null : address.getAddress().getHostAddress();
        }
        Object address = message.getHeader(VERTX_SOURCE);
        if (address == null || address instanceof CharSequence || address instanceof Collection<?>) {
            return null;
        }
        String text = address.toString();
        int port = text.lastIndexOf(':');
        return port < 0 ? null : text.substring(0, port);
    }

    /**
     * Returns the segment that follows a literal path in the request's URL. The URL is taken as it was sent, because
     * servers differ in what they decode and normalise. A server or a proxy may have a path of its own in front.
     *
     * @param literal begins and ends with a slash
     * @return null if the URL does not end with the literal path and one segment
     */
    @Nullable
    String segmentAfter(String literal) {
        String path = first(Exchange.HTTP_URL).replaceFirst("[?].*", "").replaceFirst("/$", "");
        int segment = path.lastIndexOf('/') + 1;
        return decoded(path.substring(0, segment)).endsWith(literal) ? path.substring(segment) : null;
    }

    /** Returns the value that the server set, empty if there is none. It comes before a value that the client sent. */
    private String first(String header) {
        Object value = exchange.getMessage().getHeader(header);
        Object first = value instanceof List<?> several && !several.isEmpty() ? several.get(0) : value;
        return first == null ? "" : first.toString();
    }

    /** Decodes each complete %XX and leaves the rest as it is, so that no malformed text hides a name. */
    private static String decoded(String text) {
        String bytes = PERCENT.matcher(text)
                .replaceAll(hex -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(hex.group(1), 16))));
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    void answer(NotificationAnswer answer) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
        message.setHeader(Exchange.CONTENT_TYPE, NotificationAnswer.CONTENT_TYPE);
        answer.headers().forEach(message::setHeader);
        message.setBody(answer.body());
    }
}
