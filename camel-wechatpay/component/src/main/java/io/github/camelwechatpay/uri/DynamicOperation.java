package io.github.camelwechatpay.uri;

import io.github.camelwechatpay.call.PathTemplate;
import io.github.camelwechatpay.catalog.Catalog;
import java.util.Map;

/**
 * The operation of one exchange on the endpoint that all dynamic sends share; travels as an exchange property.
 *
 * @param operation in path or chain notation
 * @param query parameters of the URI
 */
public record DynamicOperation(String operation, Map<String, Object> query) {

    public static final String PROPERTY = DynamicOperation.class.getName();

    /** Whether the catalog knows the only method, so that nobody needs to say it. */
    public boolean hasOneMethod() {
        return Catalog.get().find(PathTemplate.ofNotation(operation).text()).size() == 1;
    }
}
