package io.github.camelwechatpay.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** The merchant's own number of what a call creates: repeating it with the same parameters creates nothing new. */
record BusinessNumber(String field, String value) {
    /** Documented as the merchant's unique numbers of a contract and of an authorisation. */
    private static final List<String> FIELDS = List.of("out_contract_code", "authorization_code");

    static Optional<BusinessNumber> of(JsonNode body) {
        return FIELDS.stream()
                .filter(field -> body.path(field).isTextual())
                .findFirst()
                .map(field -> new BusinessNumber(field, body.get(field).textValue()));
    }
}
