package io.github.camelwechatpay.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelwechatpay.catalog.Field;
import io.github.camelwechatpay.catalog.UploadForm;
import io.github.camelwechatpay.files.FileDigest;

/**
 * Makes the part of an upload that is signed. Its members are the name of the file, then the documented members in their
 * order, then other members of the caller.
 */
final class UploadMeta {

    private final UploadForm form;
    private final ObjectNode given;
    private final ObjectNode meta = JsonNodeFactory.instance.objectNode();

    private UploadMeta(UploadForm form, ObjectNode given) {
        this.form = form;
        this.given = given;
    }

    /**
     * Makes the part.
     *
     * @param given the members of the caller, by the names of the operation; not changed
     * @param fileName the name of the file
     * @throws IllegalArgumentException if the caller gives a different digest or algorithm; the message names the member
     */
    static ObjectNode of(UploadForm form, ObjectNode given, String fileName, FileDigest digest) {
        return new UploadMeta(form, given).make(fileName, digest);
    }

    private ObjectNode make(String fileName, FileDigest digest) {
        form.fileName().ifPresent(field -> meta.put(field.name(), fileName));
        for (Field field : form.meta().fields()) {
            if (field.equals(form.digest())) {
                meta.put(field.name(), made(field, digest.hex(), "the " + digest.algorithm() + " of the file"));
            } else if (form.algorithm().filter(field::equals).isPresent()) {
                String only = field.values().get(0);
                meta.put(field.name(), made(field, only, only));
            } else if (given.hasNonNull(field.name()) && !meta.has(field.name())) {
                meta.set(field.name(), given.get(field.name()));
            }
        }
        given.properties().stream()
                .filter(member ->
                        !meta.has(member.getKey()) && !member.getValue().isNull())
                .forEach(member -> meta.set(member.getKey(), member.getValue()));
        return meta;
    }

    private String made(Field field, String value, String what) {
        JsonNode said = given.get(field.name());
        if (said != null && !said.isNull() && !said.asText().equalsIgnoreCase(value)) {
            throw new IllegalArgumentException(
                    "Field /" + field.name() + " of the upload is not " + what + ": leave it out, it is made for you");
        }
        return value;
    }
}
