package io.github.camelwechatpay.catalog.site;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelwechatpay.catalog.Catalog;
import io.github.camelwechatpay.catalog.Field;
import io.github.camelwechatpay.catalog.Notification;
import io.github.camelwechatpay.catalog.Operation;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The catalog as an OpenAPI 3.1 document: operations as paths, notifications as webhooks. */
final class OpenApiDocument {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String DEFAULT_BASE = "https://api.mch.weixin.qq.com/";
    private static final String APPLICATION_JSON = "application/json";
    private static final String MULTIPART = "multipart/form-data";
    private static final String NOTIFICATIONS = "notifications";
    private static final String ROOT = "v3";
    private static final String X = "x-wechatpay-";

    private final ObjectNode document = JSON.objectNode();
    private final Map<String, String> templatesByShape = new HashMap<>();

    private OpenApiDocument() {}

    /** @param version of the document */
    static ObjectNode of(Catalog catalog, String version) {
        OpenApiDocument openApi = new OpenApiDocument();
        openApi.head(version);
        ArrayNode tags = openApi.document.putArray("tags");
        openApi.document.set("paths", JSON.objectNode());
        for (Product product : Product.of(catalog)) {
            tags.addObject().put("name", product.name());
            product.operations().forEach(operation -> openApi.add(operation, product.name()));
        }
        tags.addObject().put("name", NOTIFICATIONS);
        openApi.document.set("webhooks", JSON.objectNode());
        openApi.components();
        catalog.notifications().forEach(openApi::add);
        return openApi.document;
    }

    private void head(String version) {
        document.put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", "WeChat Pay APIv3")
                .put("version", version)
                .put(
                        "description",
                        "Second-hand knowledge, collected from public documentation; the official pages decide."
                                + " Not a document of WeChat Pay.\n\n"
                                + X + "encrypted: the value, of an array each item, is encrypted with RSA-OAEP;"
                                + " in requests under WeChat Pay's key, else under the merchant's.\n"
                                + X + "unsigned-answer: the answer has no signature.\n"
                                + X + "answer-signed-over: the answer header whose digest is signed in place of the"
                                + " body.\n"
                                + X + "url-from-answer: host, path and query come from an earlier answer.\n"
                                + X + "superseded-by: the paths that replace this one, each followed by #method"
                                + " where a path has several.\n"
                                + X + "official-pages: all of them, where there are several.\n"
                                + X + "resource: the schema of a notification's resource after decryption.\n"
                                + X + "reply-within: a notification that is a question, and the time to answer it.")
                .putObject("license")
                .put("name", "Apache-2.0")
                .put("identifier", "Apache-2.0");
        document.putArray("servers").add(server(DEFAULT_BASE, ""));
        document.putArray("security").addObject().putArray("signature");
    }

    private void add(Operation operation, String tag) {
        String template = '/' + operation.path();
        String claimed = templatesByShape.putIfAbsent(template.replaceAll("\\{[^}]+}", "{}"), template);
        // Templates must differ in more than names of placeholders: the second gets its first segment from the server
        boolean shifted = claimed != null && !claimed.equals(template);
        String prefix = shifted ? ROOT : "";
        ObjectNode path = document.withObject("paths")
                .withObjectProperty(shifted ? template.substring(1 + ROOT.length()) : template);
        String method = operation.method().toLowerCase(Locale.ROOT);
        if (path.has(method)) {
            throw new IllegalStateException(operation + " is in the document already");
        }
        ObjectNode described = path.putObject(method)
                .put("operationId", Identifier.of(operation.name()))
                .put("summary", operation.name());
        described.putArray("tags").add(tag);
        if (operation.deprecated()) {
            described.put("deprecated", true);
        }
        if (shifted || !operation.baseUris().equals(List.of(DEFAULT_BASE))) {
            ArrayNode servers = described.putArray("servers");
            operation.baseUris().forEach(base -> servers.add(server(base, prefix)));
        }
        officialPages(described, operation.officialDocs());
        parameters(described, operation);
        if (!operation.body().isEmpty()) {
            described.set("requestBody", body(operation));
        }
        described.set("responses", responses(operation));
        extensions(described, operation);
    }

    private static ObjectNode server(String base, String prefix) {
        String url = base + prefix;
        return JSON.objectNode().put("url", url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
    }

    private static void officialPages(ObjectNode described, List<String> pages) {
        if (!pages.isEmpty()) {
            described.putObject("externalDocs").put("url", pages.get(0));
        }
        if (pages.size() > 1) {
            pages.forEach(described.putArray(X + "official-pages")::add);
        }
    }

    private static void parameters(ObjectNode described, Operation operation) {
        ArrayNode parameters = JSON.arrayNode();
        operation.pathParameters().forEach(field -> parameters.add(parameter("path", field)));
        operation.query().forEach(field -> parameters.add(parameter("query", field)));
        operation.headers().forEach(field -> parameters.add(parameter("header", field)));
        if (!parameters.isEmpty()) {
            described.set("parameters", parameters);
        }
    }

    private static ObjectNode parameter(String in, Field field) {
        ObjectNode parameter = JSON.objectNode().put("name", field.name()).put("in", in);
        if (field.required()) {
            parameter.put("required", true);
        }
        if (field.json()) {
            parameter.putObject("content").putObject(APPLICATION_JSON).set("schema", FieldSchema.inside(field));
        } else {
            parameter.set("schema", FieldSchema.of(field));
        }
        return parameter;
    }

    private static ObjectNode body(Operation operation) {
        ObjectNode body = JSON.objectNode();
        if (operation.body().stream().anyMatch(Field::required)) {
            body.put("required", true);
        }
        ObjectNode content = body.putObject("content");
        if (!operation.multipart()) {
            content.putObject(APPLICATION_JSON).set("schema", FieldSchema.object(operation.body()));
            return body;
        }
        ObjectNode schema = FieldSchema.object(operation.body());
        ObjectNode form = content.putObject(MULTIPART);
        form.set("schema", schema);
        operation.body().stream().filter(Field::json).forEach(part -> {
            schema.withObject("properties").set(part.name(), FieldSchema.inside(part));
            form.withObject("encoding").putObject(part.name()).put("contentType", APPLICATION_JSON);
        });
        return body;
    }

    private static ObjectNode responses(Operation operation) {
        ObjectNode responses = JSON.objectNode();
        ObjectNode success = responses
                .putObject(String.valueOf(operation.successStatus()))
                .put("description", operation.successStatus() == 200 ? "Success" : "Success, without content");
        if (operation.download()) {
            ObjectNode content = success.put("description", "A file").putObject("content");
            List<String> types =
                    operation.produces().isEmpty() ? List.of("application/octet-stream") : operation.produces();
            types.forEach(content::putObject);
        } else if (!operation.answer().isEmpty()) {
            success.putObject("content")
                    .putObject(APPLICATION_JSON)
                    .set("schema", FieldSchema.object(operation.answer()));
        }
        responses.putObject("default").put("$ref", "#/components/responses/Error");
        return responses;
    }

    private static void extensions(ObjectNode described, Operation operation) {
        if (operation.unsignedAnswer()) {
            described.put(X + "unsigned-answer", true);
        }
        operation.answerSignedOver().ifPresent(header -> described.put(X + "answer-signed-over", header));
        if (operation.urlFromAnswer()) {
            described.put(X + "url-from-answer", true);
        }
        if (!operation.supersededBy().isEmpty()) {
            operation.supersededBy().forEach(described.putArray(X + "superseded-by")::add);
        }
    }

    private void components() {
        ObjectNode components = document.putObject("components");
        components
                .putObject("securitySchemes")
                .putObject("signature")
                .put("type", "http")
                .put("scheme", "WECHATPAY2-SHA256-RSA2048")
                .put("description", "A signature of every request with the key of the merchant's API certificate");
        components
                .putObject("responses")
                .putObject("Error")
                .put("description", "WeChat Pay refused the call, or failed. Not signed.")
                .putObject("content")
                .putObject(APPLICATION_JSON)
                .putObject("schema")
                .put("$ref", "#/components/schemas/Error");
        ObjectNode schemas = components.putObject("schemas");
        ObjectNode error = texts("code", "message");
        error.withObject("properties").putObject("detail");
        schemas.set("Error", error);
        ObjectNode envelope = texts("id", "create_time", "event_type", "resource_type", "summary");
        envelope.withObject("properties")
                .set("resource", texts("algorithm", "ciphertext", "nonce", "associated_data", "original_type"));
        schemas.set("Notification", envelope);
    }

    private static ObjectNode texts(String... names) {
        ObjectNode schema = JSON.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        for (String name : names) {
            properties.putObject(name).put("type", "string");
        }
        return schema;
    }

    private void add(Notification event) {
        String type = event.eventType();
        document.withObject("components").withObject("schemas").set(type, FieldSchema.object(event.fields()));
        ObjectNode described = document.withObject("webhooks")
                .putObject(type)
                .putObject("post")
                .put("operationId", Identifier.of("on " + event.name()))
                .put("summary", event.name());
        described.putArray("tags").add(NOTIFICATIONS);
        described.putArray("security");
        officialPages(described, event.officialDocs());
        ObjectNode schema = described
                .putObject("requestBody")
                .put("required", true)
                .putObject("content")
                .putObject(APPLICATION_JSON)
                .putObject("schema");
        schema.put("$ref", "#/components/schemas/Notification");
        ObjectNode properties = schema.putObject("properties");
        properties.putObject("event_type").put("const", type);
        ObjectNode resource = properties.putObject("resource").putObject("properties");
        resource.putObject("algorithm").put("const", event.algorithm());
        if (!event.originalTypes().isEmpty()) {
            event.originalTypes().forEach(resource.putObject("original_type").putArray("enum")::add);
        }
        described.putObject("responses").putObject("2XX").put("description", "Taken; any other status: sent again");
        described.putObject(X + "resource").put("$ref", "#/components/schemas/" + type);
        event.replyWithin().ifPresent(time -> described.put(X + "reply-within", time.toString()));
    }
}
