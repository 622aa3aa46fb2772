package io.github.camelwechatpay.benchmark.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Runs the stub gateway as a child process, which ends with this process at the latest. */
public final class StubProcess implements AutoCloseable {

    private final Process process;
    private final int port;

    /**
     * @param delay before each response
     * @param forged true for responses with wrong signatures
     */
    public StubProcess(TestMerchant merchant, Duration delay, boolean forged) throws IOException {
        this(merchant, StubGateway.class, Long.toString(delay.toMillis()), forged ? "forged" : "genuine");
    }

    private StubProcess(TestMerchant merchant, Class<?> gateway, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                gateway.getName()));
        command.addAll(List.of(arguments));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        OutputStream out = process.getOutputStream();
        out.write(
                Base64.getEncoder().encode(merchant.wechatpayKeys().getPrivate().getEncoded()));
        out.write('\n');
        out.flush();
        String line = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))
                .readLine();
        if (line == null) {
            throw new IOException("The stub gateway did not start");
        }
        port = Integer.parseInt(line);
    }

    /**
     * Starts a gateway that serves a bill.
     *
     * @param bytes length of the bill
     * @param forged true for a bill whose digest is not the announced one
     */
    public static StubProcess ofBill(TestMerchant merchant, long bytes, boolean forged) throws IOException {
        return new StubProcess(merchant, BillGateway.class, Long.toString(bytes), forged ? "forged" : "genuine");
    }

    public String baseUri() {
        return baseUri(port);
    }

    public static String baseUri(int port) {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.destroy();
    }
}
