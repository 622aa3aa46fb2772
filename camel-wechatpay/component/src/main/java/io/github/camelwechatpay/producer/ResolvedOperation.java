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

/**
 * An operation that is ready to be called: only values of the exchange are missing.
 *
 * @param query parameters of the URI
 */
public record ResolvedOperation(PathTemplate path, Destination destination, Map<String, Object> query) {

    private static final String MCHID = "mchid";
    private static final String ANY = "*/*";
    private static final String JSON = "application/json";
    private static final Pattern VALUES = Pattern.compile("[0-9A-Za-z._~-]+");
    private static final Pattern IDEMPOTENCY_KEYS = Pattern.compile("[\\x21-\\x7e]{1,64}");

    /**
     * @param operation in path or chain notation
     * @throws IllegalArgumentException what is wrong with it, and which option helps
     */
    static ResolvedOperation of(
            String operation, Map<String, Object> query, String method, Region region, URI baseUri) {
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

    /** Method and path template, for messages. */
    @Override
    public String toString() {
        return destination.method() + " " + destination.prefix() + path.text();
    }

    /**
     * Segments that look as if the route meant a placeholder, by the placeholder that the catalog has in their place:
     * {@code :out_trade_no}, {@code *} or {@code OUT_TRADE_NO} for {@code {out_trade_no}}.
     *
     * @return segment to placeholder, empty for an operation that the catalog does not know
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

    /** What the signature of an answer covers. */
    byte[] signedText(Answer answer) {
        return isSignedOverDigest() ? answer.digestText() : answer.body();
    }

    boolean isSignedOverDigest() {
        return destination.operation().flatMap(Operation::answerSignedOver).isPresent();
    }

    /** Whether the answer is a file. */
    boolean isFile() {
        return destination.operation().map(Operation::download).orElse(false);
    }

    String accept() {
        return isFile() ? ANY : JSON;
    }

    /** A GET never has a body, an operation that is documented without one has none unless it is asked for. */
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
     * Where one call goes.
     *
     * @param origin scheme, host and port
     * @param path as signed and sent; a query follows where it is that of an address
     */
    record Target(URI origin, String path) {}

    /** @throws IllegalArgumentException naming the path parameter that is missing or cannot be sent */
    Target target(Exchange exchange) {
        return path.address()
                .map(name -> addressed(name, pathValue(exchange, name)))
                .orElseGet(() -> new Target(
                        destination.origin(), destination.prefix() + path.expand(name -> pathValue(exchange, name))));
    }

    /** Whether a call goes to the address of its file, wherever other calls go. */
    boolean isAddressed() {
        return path.address().isPresent();
    }

    private Target addressed(String name, Object url) {
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
     * The query of a message, nothing of it encrypted.
     *
     * @param mchid the caller, default of a documented query parameter of that name
     * @throws IllegalArgumentException naming the parameter whose value cannot be sent
     */
    QueryString query(Message message, String mchid) {
        return QueryString.of(queryValues(message, mchid), queryFields());
    }

    /**
     * The value of header Idempotency-Key, for an operation that is documented with it or is not documented at all.
     *
     * @return null without one
     * @throws IllegalArgumentException when it cannot be sent
     */
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

    /** Returns null where there is no value. Without the Map a variable is preferred to a header. */
    private static Object pathValue(Exchange exchange, String name) {
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

    private Map<String, Object> queryValues(Message message, String mchid) {
        Map<String, Object> values = new LinkedHashMap<>(query);
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
        return queryFields().stream().anyMatch(field -> field.name().equals(MCHID));
    }
}
