package io.github.camelwechatpay.examples.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;

/** The stub gateway as a child process, which ends with this one at the latest. */
final class StubProcess implements AutoCloseable {

    private final Process process;
    private final int port;

    /** @param forged whether its answers carry wrong signatures */
    StubProcess(Shop shop, Duration delay, boolean forged) throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StubGateway.class.getName(),
                        Long.toString(delay.toMillis()),
                        forged ? "forged" : "genuine")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        OutputStream out = process.getOutputStream();
        out.write(Base64.getEncoder().encode(shop.wechatpay().getPrivate().getEncoded()));
        out.write('\n');
        out.flush();
        String line = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))
                .readLine();
        if (line == null) {
            throw new IOException("The stub gateway did not start");
        }
        port = Integer.parseInt(line);
    }

    String baseUri() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.destroy();
    }
}
