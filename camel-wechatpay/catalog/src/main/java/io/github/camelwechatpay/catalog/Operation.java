package io.github.camelwechatpay.catalog;

import java.util.List;
import java.util.Optional;

/**
 * One documented operation of WeChat Pay APIv3. Immutable and thread-safe; lists are never null; everything but method,
 * path and name is decoded on first use.
 */
public final class Operation {

    private final String method;
    private final String path;
    private final String name;
    private final IndexReader index;
    private final int position;
    private volatile Details details;

    Operation(String method, String path, String name, IndexReader index, int position) {
        this.method = method;
        this.path = path;
        this.name = name;
        this.index = index;
        this.position = position;
    }

    /** HTTP method in upper case. */
    public String method() {
        return method;
    }

    /** Path template as on the wire, without a leading slash: {@code v3/pay/transactions/id/{transaction_id}}. */
    public String path() {
        return path;
    }

    /** A short English name. */
    public String name() {
        return name;
    }

    /**
     * Documented prefixes to put before the path; each ends in a slash and may itself have a path, such as
     * {@code https://api.mch.weixin.qq.com/hk/}, that is part of the signed target. The first is the default.
     */
    public List<String> baseUris() {
        return details().baseUris;
    }

    /** The placeholders of the path in their order; all are required. */
    public List<Field> pathParameters() {
        return details().pathParameters;
    }

    /** Query parameters. One that holds JSON text has its members as fields. */
    public List<Field> query() {
        return details().query;
    }

    /** Request headers of this operation, beyond those that every request has. */
    public List<Field> headers() {
        return details().headers;
    }

    /** Members of the JSON body, or first-level parts when {@link #multipart()}; empty when no body is documented. */
    public List<Field> body() {
        return details().body;
    }

    /** How the parts of an upload are made for a file; empty for other operations. */
    public Optional<UploadForm> upload() {
        return UploadForm.of(body());
    }

    /** What file an upload takes, one limit for each kind of file; empty for other operations and when not documented. */
    public List<FileLimit> fileLimits() {
        return details().fileLimits;
    }

    /** Members of the JSON answer; empty when the answer is empty, a file, or not documented. */
    public List<Field> answer() {
        return details().answer;
    }

    /** Whether the body is {@code multipart/form-data}; the signed text is then its {@code meta} part. */
    public boolean multipart() {
        return body().stream().anyMatch(part -> part.type() == Field.Type.FILE);
    }

    /** Whether the answer is a file. */
    public boolean download() {
        return details().flags.contains("download");
    }

    /** Documented status of success: 200, or 202 and 204, whose answers are empty. */
    public int successStatus() {
        return details().successStatus;
    }

    /** Whether WeChat Pay does not sign the answer. Partly known from public clients only. */
    public boolean unsignedAnswer() {
        return details().flags.contains("unsigned");
    }

    /** Name of the answer header whose digest is signed in place of the body, for some downloads. */
    public Optional<String> answerSignedOver() {
        return details().answerSignedOver.stream().findFirst();
    }

    /** Documented media types of the answer where it is not JSON; empty when not documented. */
    public List<String> produces() {
        return details().produces;
    }

    /** Whether host, path and query come from a URL in an earlier answer, so that this path is not called as it stands. */
    public boolean urlFromAnswer() {
        return details().flags.contains("url-from-answer");
    }

    /** Whether WeChat Pay has switched the operation off. */
    public boolean deprecated() {
        return details().flags.contains("deprecated");
    }

    /** Templates that replace this operation, each followed by {@code #method} where its path has several. */
    public List<String> supersededBy() {
        return details().supersededBy;
    }

    /** Addresses of WeChat Pay's own pages on the operation; empty when none is known. */
    public List<String> officialDocs() {
        return details().officialDocs;
    }

    /** {@code POST v3/pay/transactions/jsapi}. */
    @Override
    public String toString() {
        return method + ' ' + path;
    }

    // Two threads may decode at once and get equal values: cheaper than a lock per operation
    private Details details() {
        Details known = details;
        if (known == null) {
            known = index.operationDetails(position);
            details = known;
        }
        return known;
    }

    record Details(
            List<String> baseUris,
            List<String> flags,
            int successStatus,
            List<String> answerSignedOver,
            List<String> produces,
            List<String> supersededBy,
            List<Field> pathParameters,
            List<Field> query,
            List<Field> headers,
            List<Field> body,
            List<FileLimit> fileLimits,
            List<Field> answer,
            List<String> officialDocs) {}
}
