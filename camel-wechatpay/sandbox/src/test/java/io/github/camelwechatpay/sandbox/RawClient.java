package io.github.camelwechatpay.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A merchant that writes its requests byte by byte, rightly signed if nobody changes them. One connection a request. */
final class RawClient {
    private final WechatpaySandbox sandbox;
    private final String scheme;
    private final String serialNumber;
    private final UnaryOperator<byte[]> signer;

    RawClient(WechatpaySandbox sandbox) {
        this(sandbox, TestCrypto.privateKey(sandbox.privateKeyPem()));
    }

    RawClient(WechatpaySandbox sandbox, PrivateKey key) {
        this(
                sandbox,
                "WECHATPAY2-SHA256-RSA2048",
                sandbox.merchantSerialNumber(),
                message -> TestCrypto.sign(key, message));
    }

    RawClient(WechatpaySandbox sandbox, String scheme, String serialNumber, UnaryOperator<byte[]> signer) {
        this.sandbox = sandbox;
        this.scheme = scheme;
        this.serialNumber = serialNumber;
        this.signer = signer;
    }

    /** A request to be changed before it is sent. */
    final class Request {
        private final String method;
        private final String target;
        private byte[] body = {};
        private final Map<String, String> headers = new LinkedHashMap<>();
        private final Map<String, String> authorization = new LinkedHashMap<>();
        private String signedTarget;
        private byte[] signedBody;

        private Request(String method, String target) {
            this.method = method;
            this.target = target;
            signedTarget = target;
            headers.put("Host", "127.0.0.1:" + sandbox.port());
            headers.put("Accept", "application/json");
            headers.put("User-Agent", "test");
            headers.put("Connection", "close");
            authorization.put("mchid", sandbox.mchid());
            authorization.put("nonce_str", "593BEC0C930BF1AFEB40B4A08C8FB242");
            authorization.put(
                    "timestamp", Long.toString(sandbox.clock().instant().getEpochSecond()));
            authorization.put("serial_no", serialNumber);
        }

        Request json(String text) {
            headers.putIfAbsent("Content-Type", "application/json");
            return body(text.getBytes(StandardCharsets.UTF_8));
        }

        Request body(byte[] bytes) {
            body = bytes;
            return this;
        }

        Request header(String name, String value) {
            headers.put(name, value);
            return this;
        }

        Request with(String authorizationKey, String value) {
            authorization.put(authorizationKey, value);
            return this;
        }

        Request signing(String otherTarget) {
            signedTarget = otherTarget;
            return this;
        }

        Request signingBody(byte[] other) {
            signedBody = other;
            return this;
        }

        byte[] signature() {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            String head = method + "\n" + signedTarget + "\n" + authorization.get("timestamp") + "\n"
                    + authorization.get("nonce_str") + "\n";
            text.writeBytes(head.getBytes(StandardCharsets.UTF_8));
            text.writeBytes(signedBody == null ? body : signedBody);
            text.write('\n');
            return signer.apply(text.toByteArray());
        }

        Map<String, String> authorization() {
            Map<String, String> all = new LinkedHashMap<>(authorization);
            all.putIfAbsent("signature", Base64.getEncoder().encodeToString(signature()));
            return all;
        }

        byte[] bytes() {
            StringBuilder value = new StringBuilder(scheme + " ");
            authorization()
                    .forEach((name, text) ->
                            value.append(name).append("=\"").append(text).append("\","));
            headers.putIfAbsent("Authorization", value.substring(0, value.length() - 1));
            if (body.length > 0) {
                headers.putIfAbsent("Content-Length", Integer.toString(body.length));
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
            headers.forEach(
                    (name, text) -> head.append(name).append(": ").append(text).append("\r\n"));
            bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
            bytes.writeBytes(body);
            return bytes.toByteArray();
        }

        WireAnswer send() {
            return RawClient.this.send(bytes());
        }
    }

    Request request(String method, String target) {
        return new Request(method, target);
    }

    WireAnswer get(String target) {
        return request("GET", target).send();
    }

    WireAnswer post(String target, String json) {
        return request("POST", target).json(json).send();
    }

    WireAnswer send(byte[] bytes) {
        try (Socket socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), sandbox.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return WireAnswer.read(socket.getInputStream());
        } catch (SocketException e) {
            return WireAnswer.NONE;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
