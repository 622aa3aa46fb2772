package io.github.camelwechatpay.sandbox.internal.operations;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelwechatpay.sandbox.internal.http.FileBody;
import io.github.camelwechatpay.sandbox.internal.http.Refusal;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.jcajce.provider.digest.SM3;

/** Checks the digest of an uploaded file that its meta names: hexadecimal, SHA-256, or SM3 if the meta says so. */
public final class FileDigest {
    private static final List<String> FIELDS = List.of("sha256", "file_digest", "digest");

    private FileDigest() {}

    public static void check(JsonNode meta, byte[] file) throws Refusal {
        for (String field : FIELDS) {
            if (meta.has(field)
                    && !hex(algorithm(meta), file)
                            .equalsIgnoreCase(meta.get(field).asText())) {
                throw Refusal.parameter("/meta/" + field, "body", "not the digest of the file");
            }
        }
    }

    public static String hex(String algorithm, byte[] content) {
        return hex(algorithm, FileBody.of(content));
    }

    static String hex(String algorithm, FileBody content) {
        try {
            MessageDigest digest = algorithm.equals("SM3") ? new SM3.Digest() : MessageDigest.getInstance(algorithm);
            content.writeUnchecked(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("No " + algorithm, e);
        }
    }

    /** One operation spells the field {@code digest_alogrithm}. */
    private static String algorithm(JsonNode meta) {
        boolean sm3 = meta.properties().stream()
                .anyMatch(entry -> entry.getKey().startsWith("digest_al")
                        && entry.getValue().asText().endsWith("SM3"));
        return sm3 ? "SM3" : "SHA-256";
    }
}
