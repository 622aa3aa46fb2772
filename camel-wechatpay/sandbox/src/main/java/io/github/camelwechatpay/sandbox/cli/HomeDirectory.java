package io.github.camelwechatpay.sandbox.cli;

import io.github.camelwechatpay.sandbox.Sm2Credentials;
import io.github.camelwechatpay.sandbox.WechatpaySandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the files that clients of the process need. Only their owner can read them. */
final class HomeDirectory {
    static final String PROPERTIES = "sandbox.properties";

    private final Path path;

    HomeDirectory(Path path) {
        this.path = path;
    }

    /** Deletes the properties of an earlier start, so that no client reads them. */
    void prepare() throws IOException {
        Files.createDirectories(path);
        Files.deleteIfExists(path.resolve(PROPERTIES));
    }

    /** Writes the properties last: a client that finds them finds all files. */
    void write(WechatpaySandbox sandbox) throws IOException {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("baseUri", sandbox.baseUri());
        properties.put("mchid", sandbox.mchid());
        properties.put("merchantSerialNumber", sandbox.merchantSerialNumber());
        properties.put("privateKeyFile", write("merchant-private-key.pem", sandbox.privateKeyPem()));
        properties.put("merchantCertificateFile", write("merchant-certificate.pem", sandbox.merchantCertificatePem()));
        properties.put("secretKey", sandbox.secretKey());
        properties.put("platformSerialNumber", sandbox.platformSerialNumber());
        properties.put("platformCertificateFile", write("platform-certificate.pem", sandbox.platformCertificatePem()));
        properties.put("publicKeyId", sandbox.publicKeyId());
        properties.put("publicKeyFile", write("public-key.pem", sandbox.publicKeyPem()));
        Sm2Credentials sm2 = sandbox.sm2();
        properties.put("sm2MerchantSerialNumber", sm2.merchantSerialNumber());
        properties.put("sm2PrivateKeyFile", write("sm2-merchant-private-key.pem", sm2.privateKeyPem()));
        properties.put(
                "sm2MerchantCertificateFile", write("sm2-merchant-certificate.pem", sm2.merchantCertificatePem()));
        properties.put("sm2PlatformSerialNumber", sm2.platformSerialNumber());
        properties.put(
                "sm2PlatformCertificateFile", write("sm2-platform-certificate.pem", sm2.platformCertificatePem()));
        if (sandbox.isProxy()) {
            properties.put("proxyPort", Integer.toString(sandbox.proxyPort()));
            properties.put("caCertificateFile", write("ca-certificate.pem", sandbox.caCertificatePem()));
        }
        write(
                PROPERTIES,
                properties.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue().replace("\\", "\\\\") + "\n")
                        .collect(Collectors.joining()));
    }

    /** Writes a temporary file, which only its owner can read, and moves it over the old file in one step. */
    private String write(String name, String text) throws IOException {
        Path file = path.resolve(name);
        Path temporary = Files.createTempFile(path, name, ".tmp");
        try {
            Files.write(temporary, text.getBytes(StandardCharsets.UTF_8));
            move(temporary, file);
        } finally {
            Files.deleteIfExists(temporary);
        }
        return file.toString();
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
