package io.github.camelwechatpay.benchmark.gateway;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

/** A stub gateway that announces a bill and serves it. The bill repeats one block of lines. */
public final class BillGateway {

    public static final String PATH = "/v3/bill/tradebill?bill_date=2026-11-20";

    private static final String FILE = "/v3/billdownload/file?token=6XIv5TUPto7pByrTQKhd6kwvyKLG2uY2";
    private static final byte[] BLOCK = "`2026-11-20 12:00:00,`wxd678efh567hg6787,`1217752501201407033233368018,`1.00\n"
            .repeat(1000)
            .getBytes(StandardCharsets.US_ASCII);

    private final long bytes;

    private BillGateway(long bytes) {
        this.bytes = bytes;
    }

    /** @param arguments length in bytes; {@code genuine}, or {@code forged} for a bill whose digest is not the announced one */
    public static void main(String[] arguments) throws IOException, GeneralSecurityException {
        BillGateway gateway = new BillGateway(Long.parseLong(arguments[0]));
        String digest = arguments[1].equals("forged") ? new BillGateway(gateway.bytes - 1).digest() : gateway.digest();
        StubGateway.run((key, baseUri) -> {
            StubAnswer announcement = new StubAnswer(
                    key,
                    "{\"hash_type\":\"SHA1\",\"hash_value\":\"" + digest + "\",\"download_url\":\"" + baseUri + FILE
                            + "\"}",
                    false);
            return (requests, out) -> {
                if (requests.head().startsWith("GET " + FILE)) {
                    gateway.write(out);
                } else {
                    out.write(announcement.bytes());
                }
            };
        });
    }

    private String digest() throws GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance("SHA-1");
        for (long missing = bytes; missing > 0; missing -= BLOCK.length) {
            digest.update(BLOCK, 0, (int) Math.min(missing, BLOCK.length));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Writes the file, which is not signed: the signed announcement contains its digest. */
    private void write(OutputStream out) throws IOException {
        out.write(("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " + bytes + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        for (long missing = bytes; missing > 0; missing -= BLOCK.length) {
            out.write(BLOCK, 0, (int) Math.min(missing, BLOCK.length));
        }
    }
}
