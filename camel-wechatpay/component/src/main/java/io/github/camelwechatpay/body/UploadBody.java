package io.github.camelwechatpay.body;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelwechatpay.catalog.UploadForm;
import io.github.camelwechatpay.files.FileDigest;
import io.github.camelwechatpay.files.FileSource;
import io.github.camelwechatpay.files.UploadFile;
import io.github.camelwechatpay.json.JsonSource;
import io.github.camelwechatpay.json.SensitiveFields;
import io.github.camelwechatpay.json.WholeNumbers;
import io.github.camelwechatpay.json.WireJson;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;
import org.apache.camel.util.FileUtil;
import org.jspecify.annotations.Nullable;

/**
 * Makes the parts of an upload from a message body: the file, or a Map of the file and of members of its meta. The file is
 * read once for its digest and is not copied. The message's own body is never changed. A stream can be read again
 * afterwards.
 *
 * @param form the documented form of the upload
 * @param encryption encrypts marked members of the meta, null if option {@code encryption} is {@code off}
 * @param validation looks at the meta before encryption, and at the file
 * @param streams keeps the content of streams that can be read only once
 */
public record UploadBody(
        UploadForm form,
        @Nullable FieldEncryption encryption,
        BiConsumer<ObjectNode, UploadFile> validation,
        ContentStreams streams) {

    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

    /**
     * Holds the parts of one upload.
     *
     * @param meta JSON text, the bytes that are signed
     * @param file the file, which is not signed
     */
    public record Parts(byte[] meta, UploadFile file) {}

    /**
     * Makes the parts from the body of the message.
     *
     * @throws IllegalArgumentException if the body makes no upload; the message names the missing part
     */
    public Parts of(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        String part = form.file().name();
        Map<Object, Object> fields = new LinkedHashMap<>();
        if (body instanceof Map<?, ?> map) {
            fields.putAll(map);
            body = fields.remove(part);
            if (fields.containsKey(form.meta().name())) {
                throw new IllegalArgumentException("The Map of an upload has no entry "
                        + form.meta().name() + ": write its members beside the entry " + part);
            }
        }
        if (body == null) {
            throw new IllegalArgumentException("An upload needs a file: send a File, byte[] or InputStream as the body,"
                    + " or a Map with entry " + part);
        }
        ObjectNode given = (ObjectNode) WireJson.tree(fields);
        String name = name(exchange, given, body);
        FileSource source = source(exchange, body);
        UploadFile file = new UploadFile(part, name, source, digest(name, source));
        ObjectNode meta = UploadMeta.of(form, given, name, file.digest());
        WholeNumbers.write(meta, form.meta().fields());
        JsonSource.check(meta, "upload");
        validation.accept(meta, file);
        if (encryption != null) {
            SensitiveFields.change(meta, form.meta().fields(), encryption);
        }
        return new Parts(WireJson.write(meta), file);
    }

    private FileDigest digest(String name, FileSource source) {
        FileDigest digest;
        try {
            digest = FileDigest.of(source, form.digestAlgorithm());
        } catch (IOException e) {
            throw new IllegalArgumentException("File " + name + " cannot be read: " + e, e);
        }
        if (digest.length() == 0) {
            throw new IllegalArgumentException("File " + name + " is empty");
        }
        return digest;
    }

    /** Returns the name from the Map body, else from the header of Camel's file components, else the file's own name. */
    private String name(Exchange exchange, ObjectNode given, Object body) {
        String name = form.fileName()
                .map(field -> given.path(field.name()).asText(null))
                .orElse(null);
        if (name == null) {
            name = FileUtil.stripPath(exchange.getMessage().getHeader(Exchange.FILE_NAME, String.class));
        }
        if (name == null) {
            name = ownName(body);
        }
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("The file of an upload needs a name: set header " + Exchange.FILE_NAME
                    + form.fileName()
                            .map(field -> ", or entry " + field.name() + " of a Map body")
                            .orElse(""));
        }
        if (CONTROL.matcher(name).find()) {
            throw new IllegalArgumentException("The name of the file of an upload has control characters");
        }
        return name;
    }

    /** Returns the name of a local file, null for other content. */
    private static @Nullable String ownName(@Nullable Object body) {
        if (body instanceof WrappedFile<?> wrapped) {
            return ownName(wrapped.getFile());
        }
        if (body instanceof Path path) {
            return ownName(path.toFile());
        }
        return body instanceof File file ? file.getName() : null;
    }

    private FileSource source(Exchange exchange, Object file) {
        if (file instanceof WrappedFile<?> wrapped) {
            Object local = wrapped.getFile();
            return local instanceof File || local instanceof Path
                    ? source(exchange, local)
                    : source(exchange, content(exchange, wrapped));
        }
        if (file instanceof File local) {
            return source(exchange, local.toPath());
        }
        if (file instanceof Path path) {
            return () -> Files.newInputStream(path);
        }
        if (file instanceof byte[] bytes) {
            return () -> new ByteArrayInputStream(bytes);
        }
        if (file instanceof InputStream stream) {
            return stream instanceof StreamCache cache
                    ? cached(cache, stream)
                    : () -> ReplayableStream.of(exchange, stream, streams).open();
        }
        throw new IllegalArgumentException("A body of type " + file.getClass().getName()
                + " is no file: an upload takes a File, Path, byte[] or InputStream, or a Map with one of these");
    }

    /** Returns the content that a file component has fetched, or opens it. */
    private static Object content(Exchange exchange, WrappedFile<?> remote) {
        try {
            return remote.getBody() != null
                    ? remote.getBody()
                    : exchange.getContext().getTypeConverter().mandatoryConvertTo(InputStream.class, exchange, remote);
        } catch (Exception e) {
            throw new IllegalArgumentException(
                    "A body of type " + remote.getClass().getName() + " cannot be read", e);
        }
    }

    private static FileSource cached(StreamCache cache, InputStream stream) {
        return () -> {
            cache.reset();
            return new FilterInputStream(stream) {
                @Override
                public void close() {
                    cache.reset();
                }
            };
        };
    }
}
