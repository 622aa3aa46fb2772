package io.github.camelwechatpay.sandbox.internal.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelwechatpay.sandbox.internal.call.Call;
import io.github.camelwechatpay.sandbox.internal.common.RandomText;
import io.github.camelwechatpay.sandbox.internal.http.HostGroup;
import io.github.camelwechatpay.sandbox.internal.http.SampleFile;
import io.github.camelwechatpay.sandbox.internal.keys.AeadCipher;
import io.github.camelwechatpay.sandbox.internal.keys.Suite;
import java.security.PublicKey;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;

/**
 * Fills in the {@code download_url} of responses, with the digest of the plain file and, for encrypted bills, the content
 * key, which is encrypted for the merchant. The format of an encrypted bill is not documented; the sandbox compresses it
 * first, then encrypts it with AES-256-GCM or SM4-GCM without associated data.
 */
public final class DownloadLinks {
    private static final String URL = "download_url";
    private static final String BILL = "v3/billdownload/file";

    private final DownloadTokens tokens;
    private final SampleFile bill;
    private final String billDigest;
    private final Supplier<String> baseUri;

    /** @param baseUri the address of the sandbox, without a slash at its end */
    public DownloadLinks(DownloadTokens tokens, SampleBill bill, Supplier<String> baseUri) {
        this.tokens = tokens;
        this.bill = SampleFile.bill(bill);
        this.billDigest = FileDigest.hex("SHA-1", bill);
        this.baseUri = baseUri;
    }

    public void fill(Call call, JsonNode answer) {
        answer.forEach(member -> fill(call, member));
        if (answer instanceof ObjectNode object && object.has(URL)) {
            link(call, object);
        }
    }

    private void link(Call call, ObjectNode entry) {
        String address = address(call);
        boolean isBill = address.startsWith(BILL);
        SampleFile plain = isBill ? bill : SampleFile.receipt();
        boolean gzip = isBill && "GZIP".equals(call.query().get("tar_type"));
        SampleFile file = gzip ? plain.gzipped() : plain;
        if (entry.has("hash_value")) {
            entry.put("hash_type", isBill ? "SHA1" : "SHA256");
            entry.put("hash_value", isBill ? billDigest : FileDigest.hex("SHA-256", plain.body()));
        }
        if (entry.has("encrypt_key")) {
            file = encrypted(file, entry, call.caller().requireMerchantKey());
        }
        entry.put(URL, origin(call) + "/" + address + tokens.issue(file) + (gzip ? "&tartype=gzip" : ""));
    }

    private SampleFile encrypted(SampleFile file, ObjectNode entry, PublicKey merchantKey) {
        Suite suite = Suite.of(merchantKey);
        String key = RandomText.secure().alphanumeric(32);
        String nonce = RandomText.secure().alphanumeric(AeadCipher.NONCE_LENGTH);
        entry.put("encrypt_key", suite.encryptField(merchantKey, key));
        entry.put("nonce", nonce);
        String sealed = suite.resourceCipher(key).encrypt(file.body().bytes(), nonce, "");
        return new SampleFile(file.type(), Base64.getDecoder().decode(sealed));
    }

    /** Returns the address up to the token. */
    private static String address(Call call) {
        String path = call.operation().path();
        if (path.contains("fapiao")) {
            return "v3/new-tax-control-fapiao/download?mchid=" + call.caller().mchid()
                    + "&openid=sandbox&invoice_code=1&invoice_no=1&fapiao_id=1&token=";
        }
        if (path.contains("elecsign")) {
            return "v3/transferdownload/signfile?token=";
        }
        return path.contains("receipt") || path.endsWith("proof")
                ? "v3/transferdownload/elecvoucherfile?source=sandbox&token="
                : BILL + "?token=";
    }

    /**
     * Returns the origin for the client. A client that reached the sandbox under a name of WeChat Pay gets such a name
     * again: by the proxy, or by its own means that only its Host header tells. Mainland hosts serve the files.
     */
    private String origin(Call call) {
        List<String> mainland = HostGroup.MAINLAND.hosts();
        return call.request()
                .host()
                .or(() -> call.request().headers("Host").stream().findFirst())
                .filter(host -> HostGroup.of(host).isPresent())
                .map(host -> "https://" + (mainland.contains(host) ? host : mainland.get(0)))
                .orElseGet(baseUri);
    }
}
