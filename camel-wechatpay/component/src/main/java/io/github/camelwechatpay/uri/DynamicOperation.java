package io.github.camelwechatpay.uri;

import io.github.camelwechatpay.call.PathTemplate;
import io.github.camelwechatpay.catalog.Catalog;
import java.util.Map;

/**
 * Represents the operation of one dynamic send. It travels as a property of the exchange to the endpoint that all dynamic
 * sends share.
 *
 * @param operation the operation in path or chain notation
 * @param query the {@code query.} options of the URI, by parameter name
 */
public record DynamicOperation(String operation, Map<String, Object> query) {

    /** Names the property of the exchange. */
    public static final String PROPERTY = DynamicOperation.class.getName();

    /** Returns whether the catalog knows exactly one method of the path, so that no option or header names it. */
    public boolean hasOneMethod() {
        return Catalog.get().find(PathTemplate.ofNotation(operation).text()).size() == 1;
    }
}
