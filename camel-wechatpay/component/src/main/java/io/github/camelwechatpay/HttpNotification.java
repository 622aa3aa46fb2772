package io.github.camelwechatpay;

import io.github.camelwechatpay.WechatpayNotificationException.Reason;
import io.github.camelwechatpay.call.WireText;
import io.github.camelwechatpay.crypto.SignedHeaders;
import io.github.camelwechatpay.notification.NotificationAnswer;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** The HTTP side of a notification: what the server received, and what it answers. */
record HttpNotification(Exchange exchange) {

    /** Set by platform-http on Vert.x, to an object of Vert.x whose text is {@code address:port}. */
    private static final String VERTX_SOURCE = "CamelVertxPlatformHttpRemoteAddress";
    /** Set by netty-http. */
    private static final String NETTY_SOURCE = "CamelNettyRemoteAddress";

    /** @throws WechatpayNotificationException when there are no bytes, or too many */
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

    SignedHeaders headers() {
        return SignedHeaders.read(this::header);
    }

    /** Header Request-ID, null when there is none. */
    String requestId() {
        return WireText.requestId(header("Request-ID").stream().findFirst().orElse(null));
    }

    /** All values of a header in any spelling. */
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
     * The address that the request came from, as digits; null when the server does not tell. Taken only where the caller
     * cannot have set it: a header of the request is text, or a list where the server added to it.
     */
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

    /** The last segment of the request's path as it was sent, whatever path a proxy or server has before it. */
    String lastSegment() {
        Object uri = exchange.getMessage().getHeader(Exchange.HTTP_URI);
        Object sent = uri instanceof List<?> several && !several.isEmpty() ? several.get(0) : uri;
        String path = String.valueOf(sent).replaceFirst("[?].*", "").replaceFirst("/$", "");
        return path.substring(path.lastIndexOf('/') + 1);
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
