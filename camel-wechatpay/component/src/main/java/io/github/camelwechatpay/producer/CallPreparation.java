package io.github.camelwechatpay.producer;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelwechatpay.WechatpayCallException;
import io.github.camelwechatpay.body.FieldEncryption;
import io.github.camelwechatpay.body.RequestBody;
import io.github.camelwechatpay.body.RequestValidation;
import io.github.camelwechatpay.body.RequestValidation.Findings;
import io.github.camelwechatpay.body.UploadBody;
import io.github.camelwechatpay.call.Call;
import io.github.camelwechatpay.call.Deadline;
import io.github.camelwechatpay.call.Failures;
import io.github.camelwechatpay.call.QueryString;
import io.github.camelwechatpay.catalog.Operation;
import io.github.camelwechatpay.catalog.UploadForm;
import io.github.camelwechatpay.json.SensitiveFields;
import io.github.camelwechatpay.keys.TrustedKey;
import io.github.camelwechatpay.merchant.Merchant;
import io.github.camelwechatpay.merchant.MerchantSelector;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Prepares calls from exchanges: the merchant, the address, the query and the body, validated and encrypted. Thread-safe.
 *
 * @param operations resolves the operations of exchanges
 * @param merchants selects the merchant of a call
 * @param options the options of the endpoint
 * @param check rejects an operation whose response the endpoint cannot read
 * @param validation is shared by all endpoints of the component, because it remembers its warnings
 */
public record CallPreparation(
        OperationResolver operations,
        MerchantSelector merchants,
        CallOptions options,
        Consumer<ResolvedOperation> check,
        RequestValidation validation) {

    /**
     * Prepares the call of an exchange. Waits for the first download of platform certificates if there is no key yet.
     *
     * @param operation resolves the operation of the exchange
     * @param findings takes the differences from the catalog
     * @throws WechatpayCallException if the call cannot be made; its outcome is {@code NOT_SENT}
     */
    PreparedCall prepare(Exchange exchange, Supplier<ResolvedOperation> operation, Findings findings)
            throws WechatpayCallException {
        Deadline deadline = Deadline.in(options.callTimeout());
        ResolvedOperation resolved = operations.fixed();
        try {
            resolved = operation.get();
            check.accept(resolved);
            Merchant merchant =
                    merchants.of(exchange.getMessage(), resolved.destination().region());
            Call call = new Request(exchange, resolved, merchant, findings).call(deadline);
            return new PreparedCall(resolved, merchant, call, deadline);
        } catch (IOException | RuntimeException e) {
            throw Failures.invalid(resolved, e);
        }
    }

    /** Makes the parts of one request. */
    private final class Request {

        private final Exchange exchange;
        private final ResolvedOperation operation;

        /** Null for an operation that the catalog does not know. */
        private final @Nullable Operation documented;

        private final Merchant merchant;
        private final Findings findings;

        Request(Exchange exchange, ResolvedOperation operation, Merchant merchant, Findings findings) {
            this.exchange = exchange;
            this.operation = operation;
            this.documented = operation.destination().operation().orElse(null);
            this.merchant = merchant;
            this.findings = findings;
        }

        Call call(Deadline deadline) throws IOException, WechatpayCallException {
            ResolvedOperation.Target target = operation.target(exchange);
            QueryString query = operation.query(
                    exchange.getMessage(), merchant.requireIdentity().mchid());
            TrustedKey key = key(deadline);
            UploadBody.Parts upload = upload(key);
            Call call = new Call(
                    operation.destination().method(),
                    target.origin(),
                    options.gatewayPath(),
                    target(target.path(), query, key),
                    upload == null ? body(key) : upload.meta(),
                    operation.accept(),
                    key.id(),
                    operation.idempotencyKey(exchange.getMessage()),
                    upload == null ? null : upload.file());
            if (documented != null) {
                validation.idempotencyKey(options.validation(), documented, call.idempotencyKey(), findings);
            }
            return call;
        }

        private TrustedKey key(Deadline deadline) throws WechatpayCallException {
            return merchant.keys()
                    .current(deadline)
                    .orElseThrow(() -> Failures.notSent(
                            operation, merchant.keys().lastFailure().orElseGet(this::noKey), null));
        }

        private String noKey() {
            return merchant.keys().isRefreshable()
                    ? "the first download of platform certificates did not end within option callTimeout. Check option"
                            + " baseUri and the network of this host."
                    : "no certificate of option platformCertificates is valid now. Add a valid one, or set options"
                            + " publicKey and publicKeyId.";
        }

        private String target(String path, QueryString query, TrustedKey key) {
            if (documented != null) {
                validation.query(options.validation(), documented, query.tree(), findings);
            }
            FieldEncryption encryption = encryption(key, "query");
            if (encryption != null) {
                SensitiveFields.change(query.tree(), operation.queryFields(), encryption);
            }
            String encoded = query.encoded();
            return encoded.isEmpty() ? path : path + (path.indexOf('?') < 0 ? '?' : '&') + encoded;
        }

        /** Returns null if option {@code encryption} is {@code off}. */
        private @Nullable FieldEncryption encryption(TrustedKey key, String place) {
            return options.encrypting() ? new FieldEncryption(merchant.fieldCipher(), key, place) : null;
        }

        /** Returns null if the request has no body. */
        private byte @Nullable [] body(TrustedKey key) throws IOException {
            if (!operation.hasBody(options.alwaysSendingBody())) {
                return null;
            }
            return new RequestBody(
                            encryption(key, "body"),
                            operation.bodyFields(),
                            bodyValidation(),
                            options.streams().spool().maxFileSize(),
                            true)
                    .of(exchange);
        }

        private Consumer<JsonNode> bodyValidation() {
            return options.validation() == RequestValidation.Mode.OFF || documented == null
                    ? RequestBody.UNCHECKED
                    : tree -> validation.body(options.validation(), documented, tree, findings);
        }

        /** Returns null for an operation that is no upload. */
        private UploadBody.@Nullable Parts upload(TrustedKey key) {
            if (documented == null || documented.upload().isEmpty()) {
                return null;
            }
            UploadForm form = documented.upload().get();
            return new UploadBody(
                            form,
                            encryption(key, "upload"),
                            (meta, file) ->
                                    validation.upload(options.validation(), documented, form, meta, file, findings),
                            options.streams())
                    .of(exchange);
        }
    }
}
