package io.github.camelwechatpay.producer;

import io.github.camelwechatpay.WechatpayConstants;
import io.github.camelwechatpay.call.Region;
import io.github.camelwechatpay.uri.DynamicOperation;
import io.github.camelwechatpay.uri.OperationName;
import java.net.URI;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * Resolves the operation that an exchange calls: that of the URI, in the region of header {@code CamelWechatpayRegion},
 * or that of a dynamic send. Thread-safe.
 */
public final class OperationResolver {

    /**
     * Holds the part of a URI that names an operation. Null means that an option is not set.
     *
     * @param name the name, of kind {@code CALL} or {@code DYNAMIC}
     * @param query the {@code query.} options
     * @param method option {@code method}
     * @param region option {@code region}
     * @param regionFixed whether the URI itself names the region, so that no header changes it
     * @param baseUri option {@code baseUri}
     */
    public record Source(
            OperationName name,
            Map<String, Object> query,
            @Nullable String method,
            @Nullable String region,
            boolean regionFixed,
            @Nullable URI baseUri) {}

    private final Source source;

    /** Null for dynamic sends. */
    private final @Nullable ResolvedOperation fixed;

    /**
     * Resolves the operation of the URI, if it names one.
     *
     * @throws IllegalArgumentException if that operation cannot be called
     */
    public OperationResolver(Source source) {
        this.source = source;
        this.fixed = source.name().kind() == OperationName.Kind.DYNAMIC
                ? null
                : resolve(source.name().text(), source.query(), source.method(), source.region());
    }

    /** Returns the operation of the URI, null for dynamic sends. */
    public @Nullable ResolvedOperation fixed() {
        return fixed;
    }

    /** Returns the region of a call whose exchange has no header {@code CamelWechatpayRegion}. */
    Region region() {
        return fixed == null
                ? Region.orDefault(source.region())
                : fixed.destination().region();
    }

    /** Returns the name of the operation for messages, as far as it is known without an exchange. */
    public String label() {
        return fixed == null ? source.name().text() : fixed.toString();
    }

    /**
     * Resolves the operation of an exchange.
     *
     * @throws IllegalArgumentException if the exchange names no operation, or one that cannot be called
     */
    ResolvedOperation of(Exchange exchange) {
        Message message = exchange.getMessage();
        String region = source.regionFixed() ? null : message.getHeader(WechatpayConstants.REGION, String.class);
        if (fixed != null && region == null) {
            return fixed;
        }
        String wanted = region != null ? region : source.region();
        if (fixed != null) {
            return resolve(
                    source.name().text(), source.query(), fixed.destination().method(), wanted);
        }
        DynamicOperation dynamic = exchange.getProperty(DynamicOperation.PROPERTY, DynamicOperation.class);
        if (dynamic == null) {
            throw new IllegalArgumentException("wechatpay:" + source.name()
                    + " names no operation: write one, such as wechatpay:v3/pay/transactions/jsapi");
        }
        String method = source.method() != null || dynamic.hasOneMethod()
                ? source.method()
                : message.getHeader(WechatpayConstants.METHOD, String.class);
        return resolve(dynamic.operation(), dynamic.query(), method, wanted);
    }

    private ResolvedOperation resolve(
            String operation, Map<String, Object> query, @Nullable String method, @Nullable String region) {
        return ResolvedOperation.of(
                operation, query, method, region == null ? null : Region.of(region), source.baseUri());
    }
}
