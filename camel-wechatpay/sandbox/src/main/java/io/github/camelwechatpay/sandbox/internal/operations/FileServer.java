package io.github.camelwechatpay.sandbox.internal.operations;

import io.github.camelwechatpay.catalog.Operation;
import io.github.camelwechatpay.sandbox.internal.call.Call;
import io.github.camelwechatpay.sandbox.internal.http.GatewayAnswer;
import io.github.camelwechatpay.sandbox.internal.http.Refusal;
import io.github.camelwechatpay.sandbox.internal.http.SampleFile;
import java.util.LinkedHashMap;
import java.util.Map;

/** Serves the downloads: files by token, statements, images. */
public final class FileServer {
    private final DownloadTokens tokens;
    private final SampleBill bill;

    public FileServer(DownloadTokens tokens, SampleBill bill) {
        this.tokens = tokens;
        this.bill = bill;
    }

    public GatewayAnswer serve(Call call) throws Refusal {
        Operation operation = call.operation();
        if (operation.answerSignedOver().isPresent()) {
            return statement(call, operation.answerSignedOver().get());
        }
        String token = call.query().get("token");
        if (token == null) {
            return GatewayAnswer.content(SampleFile.image());
        }
        return GatewayAnswer.file(tokens.take(token)
                .orElseThrow(() -> Refusal.noResource("This token is unknown, used, or older than five minutes")));
    }

    /** Serves a statement. The digest covers the plain statement, compressed or not. */
    private GatewayAnswer statement(Call call, String digestHeader) {
        SampleFile plain = SampleFile.bill(bill);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(digestHeader, FileDigest.hex("SHA-1", plain.body()));
        boolean gzip = call.request().headers("Accept-Encoding").stream().anyMatch(value -> value.contains("gzip"));
        if (gzip) {
            headers.put("Content-Encoding", "gzip");
        }
        SampleFile sent = gzip ? new SampleFile(plain.type(), plain.gzip()) : plain;
        return GatewayAnswer.file(sent).with(headers);
    }
}
