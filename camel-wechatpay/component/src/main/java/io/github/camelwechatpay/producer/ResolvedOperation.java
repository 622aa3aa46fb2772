package io.github.camelwechatpay.producer;

import io.github.camelwechatpay.WechatpayConstants;
import io.github.camelwechatpay.call.Answer;
import io.github.camelwechatpay.call.Call;
import io.github.camelwechatpay.call.Destination;
import io.github.camelwechatpay.call.PathTemplate;
import io.github.camelwechatpay.call.QueryString;
import io.github.camelwechatpay.call.Region;
import io.github.camelwechatpay.catalog.Catalog;
import io.github.camelwechatpay.catalog.Field;
import io.github.camelwechatpay.catalog.Operation;
import io.github.camelwechatpay.files.FileAddress;
import io.github.camelwechatpay.files.FileException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;

/**
 * Represents an operation that is ready to be called: only the values of the exchange are missing. Immutable.
 *
 * @param path the path with its placeholders
 * @param destination the method and the address
 * @param query the {@code query.} options of the URI, by parameter name
 */
public record ResolvedOperation(PathTemplate path, Destination destination, Map<String, Object> query) {

    private static final String MCHID = "mchid";
    private static final String ANY = "*/*";
    private static final String JSON = "application/json";
    private static final Pattern VALUES = Pattern.compile("[0-9A-Za-z._~-]+");
    private static final Pattern IDEMPOTENCY_KEYS = Pattern.compile("[\\x21-\\x7e]{1,64}");

    /**
     * Resolves an operation.
     *
     * @param operation the operation in path or chain notation
     * @param method null if the catalog knows the only method of the path
     * @param region null for the documented default of the operation
     * @param baseUri null if option {@code baseUri} is not set
     * @throws IllegalArgumentException if it cannot be called; the message names the option that helps
     */
    static ResolvedOperation of(
            String operation,
            Map<String, Object> query,
            @Nullable String method,
            @Nullable Region region,
            @Nullable URI baseUri) {
        PathTemplate path = PathTemplate.ofNotation(operation);
        Destination destination = Destination.of(Catalog.get(), path.text(), method, region, baseUri);
        if (path.address().isPresent() && !"GET".equals(destination.method())) {
            throw new IllegalArgumentException("Placeholder {name:url} cannot be used in " + destination.method() + ' '
                    + path.text() + ": it stands for the address of a file, which is read by GET. Write {name}");
        }
        return new ResolvedOperation(path, destination, query);
    }

    /** Returns the same operation with one more query parameter. */
    public ResolvedOperation withQuery(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(query);
        more.put(name, value);
        return new ResolvedOperation(path, destination, more);
    }

    /** Returns method and path template, for messages. */
    @Override
    public String toString() {
        return destination.method() + " " + destination.prefix() + path.text();
    }

    /**
     * Finds path segments that look like a mistyped placeholder, such as {@code :out_trade_no}, {@code *} or
     * {@code OUT_TRADE_NO} in place of {@code {out_trade_no}}.
     *
     * @return the placeholder of the catalog by segment, empty for an operation that the catalog does not know
     */
    public Map<String, String> literalPlaceholders() {
        Map<String, String> found = new LinkedHashMap<>();
        String[] written = path.text().split("/");
        String[] documented = destination
                .operation()
                .map(operation -> operation.path().split("/"))
                .orElse(written);
        for (int i = 0; i < written.length; i++) {
            if (!written[i].equals(documented[i]) && isLikePlaceholder(written[i], documented[i])) {
                found.put(written[i], documented[i]);
            }
        }
        return found;
    }

    private static boolean isLikePlaceholder(String segment, String placeholder) {
        boolean isValue = VALUES.matcher(segment).matches();
        return segment.indexOf('{') < 0 && (!isValue || letters(segment).equals(letters(placeholder)));
    }

    private static String letters(String text) {
        return text.replaceAll("[^0-9A-Za-z]", "").toLowerCase(Locale.ROOT);
    }

    List<Field> queryFields() {
        return destination.operation().map(Operation::query).orElse(List.of());
    }

    List<Field> bodyFields() {
        return destination.operation().map(Operation::body).orElse(List.of());
    }

    List<Field> answerFields() {
        return destination.operation().map(Operation::answer).orElse(List.of());
    }

    boolean isAnswerSigned() {
        return !destination.operation().map(Operation::unsignedAnswer).orElse(false);
    }

    /** Returns the bytes that the signature of a response covers. */
    byte[] signedText(Answer answer) {
        return isSignedOverDigest() ? answer.digestText() : answer.body();
    }

    boolean isSignedOverDigest() {
        return destination.operation().flatMap(Operation::answerSignedOver).isPresent();
    }

    /** Returns whether the response is a file. */
    boolean isFile() {
        return destination.operation().map(Operation::download).orElse(false);
    }

    String accept() {
        return isFile() ? ANY : JSON;
    }

    /**
     * Returns whether a request has a body. A GET has none; an operation that is documented without a body has one only
     * on demand.
     *
     * @param always whether option {@code sendBody} is {@code always}
     */
    boolean hasBody(boolean always) {
        return !"GET".equals(destination.method()) && (always || isBodyExpected());
    }

    private boolean isBodyExpected() {
        return destination
                .operation()
                .map(operation -> !operation.body().isEmpty())
                .orElse(true);
    }

    /**
     * Represents the address of one call.
     *
     * @param origin scheme, host and port
     * @param path the path as signed and sent; the address of a file may include a query
     */
    record Target(URI origin, String path) {}

    /**
     * Returns the address of the call of an exchange.
     *
     * @throws IllegalArgumentException if a path parameter is missing or cannot be sent; the message names it
     */
    Target target(Exchange exchange) {
        return path.address()
                .map(name -> addressed(name, pathValue(exchange, name)))
                .orElseGet(() -> new Target(
                        destination.origin(), destination.prefix() + path.expand(name -> pathValue(exchange, name))));
    }

    /** Returns whether a call goes to the address of its file, which neither region nor backup host changes. */
    boolean isAddressed() {
        return path.address().isPresent();
    }

    private Target addressed(String name, @Nullable Object url) {
        String what = "Path parameter {" + name + "}";
        FileAddress address;
        try {
            address = FileAddress.of(what, PathTemplate.require(name, url).toString(), destination.origin());
        } catch (FileException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        if (!address.signed()) {
            throw new IllegalArgumentException(what + " is refused, its host "
                    + address.origin().getHost() + " takes no signed calls: nothing was sent there");
        }
        path.checkAddress(address.target(), destination.prefix());
        return new Target(address.origin(), address.target());
    }

    /**
     * Returns the query of a message, before encryption.
     *
     * @param mchid the merchant number of the caller, the default of a documented query parameter of that name
     * @throws IllegalArgumentException if a value cannot be sent; the message names the parameter
     */
    QueryString query(Message message, String mchid) {
        return QueryString.of(queryValues(message, mchid), queryFields());
    }

    /**
     * Returns the value of HTTP header Idempotency-Key.
     *
     * @return null if the message has none, or if the operation is documented without this header
     * @throws IllegalArgumentException if the value cannot be sent
     */
    @Nullable
    String idempotencyKey(Message message) {
        String key = message.getHeader(WechatpayConstants.IDEMPOTENCY_KEY, String.class);
        if (key == null || !takesIdempotencyKey()) {
            return null;
        }
        if (!IDEMPOTENCY_KEYS.matcher(key).matches()) {
            throw new IllegalArgumentException("Header " + WechatpayConstants.IDEMPOTENCY_KEY
                    + " must be 1 to 64 ASCII characters without blanks");
        }
        return key;
    }

    private boolean takesIdempotencyKey() {
        return destination
                .operation()
                .map(operation -> operation.headers().stream()
                        .anyMatch(header -> header.name().equals(Call.IDEMPOTENCY_KEY)))
                .orElse(true);
    }

    /** Returns null if there is no value. Without the Map of header {@code CamelWechatpayPath}, a variable precedes a header. */
    private static @Nullable Object pathValue(Exchange exchange, String name) {
        Message message = exchange.getMessage();
        Object values = message.getHeader(WechatpayConstants.PATH);
        if (values instanceof Map<?, ?> map) {
            return pathEntry(map, name);
        }
        if (values != null) {
            throw new IllegalArgumentException("Header " + WechatpayConstants.PATH + " is a "
                    + values.getClass().getName() + ": it must be a Map of placeholder to value");
        }
        // Only the route sets a variable, but a sender may set a header: the sender must not choose another order
        Object variable = ExchangeHelper.getVariable(exchange, name);
        Object header = message.getHeader(name);
        if (variable != null && header != null && !variable.toString().equals(header.toString())) {
            throw new IllegalArgumentException("Path parameter {" + name + "} has two values: variable " + name
                    + " and header " + name + " differ. Remove the header before the call, or set an entry of that"
                    + " name in the Map of header " + WechatpayConstants.PATH);
        }
        return variable != null ? variable : header;
    }

    private static Object pathEntry(Map<?, ?> map, String name) {
        Object value = map.get(name);
        if (value == null) {
            throw new IllegalArgumentException("Path parameter {" + name + "} has no value: the Map of header "
                    + WechatpayConstants.PATH + " has no entry " + name + ". Add the entry, or remove the header");
        }
        return value;
    }

    private Map<String, @Nullable Object> queryValues(Message message, String mchid) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>(query);
        Object header = message.getHeader(WechatpayConstants.QUERY);
        if (header instanceof Map<?, ?> map) {
            map.forEach((name, value) -> values.put(name == null ? "" : name.toString(), value));
        } else if (header != null) {
            throw new IllegalArgumentException("Header " + WechatpayConstants.QUERY + " is a "
                    + header.getClass().getName() + ": it must be a Map of parameter to value");
        }
        if (!values.containsKey(MCHID) && isMchidDocumented()) {
            values.put(MCHID, mchid);
        }
        return values;
    }

    private boolean isMchidDocumented() {
        // A loop, because each call comes here, and a stream would cost more than the check
        for (Field field : queryFields()) {
            if (field.name().equals(MCHID)) {
                return true;
            }
        }
        return false;
    }
}
