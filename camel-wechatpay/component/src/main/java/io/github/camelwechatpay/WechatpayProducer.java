package io.github.camelwechatpay;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelwechatpay.Validation.Findings;
import io.github.camelwechatpay.call.Answer;
import io.github.camelwechatpay.call.Call;
import io.github.camelwechatpay.call.Deadline;
import io.github.camelwechatpay.call.Destination;
import io.github.camelwechatpay.call.Failover;
import io.github.camelwechatpay.call.Failures;
import io.github.camelwechatpay.call.FileTransport;
import io.github.camelwechatpay.call.QueryString;
import io.github.camelwechatpay.call.Region;
import io.github.camelwechatpay.call.SensitiveFields;
import io.github.camelwechatpay.catalog.Catalog;
import io.github.camelwechatpay.catalog.Operation;
import io.github.camelwechatpay.catalog.UploadForm;
import io.github.camelwechatpay.files.FileReception;
import io.github.camelwechatpay.files.FileTarget;
import io.github.camelwechatpay.json.WireJson;
import io.github.camelwechatpay.keys.MerchantIdentity;
import io.github.camelwechatpay.keys.TrustedKey;
import io.github.camelwechatpay.keys.VerificationException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultAsyncProducer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the body of an exchange as a signed call, and brings back the verified answer. */
public class WechatpayProducer extends DefaultAsyncProducer {

    private static final Logger LOG = LoggerFactory.getLogger(WechatpayProducer.class);

    private final WechatpayEndpoint endpoint;
    private final WechatpayConfiguration configuration;

    private Validation.Mode validation;
    private BodyType responseType;
    private MerchantSelector merchants;
    private PreparedOperation operation;
    private FileTransport transport;
    private Failover failover;
    private Downloads downloads;
    private BoundedPool pool;

    WechatpayProducer(WechatpayEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        this.configuration = endpoint.getConfiguration();
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        validation = Validation.Mode.of(configuration.getValidation());
        boolean files = Downloads.isWanted(configuration.getResponseType());
        responseType = BodyType.of(
                endpoint.getCamelContext(), files ? "bytes" : configuration.getResponseType(), "responseType");
        if (endpoint.name().kind() != OperationName.Kind.DYNAMIC) {
            operation = endpoint.prepare(
                    endpoint.getOperation(), endpoint.getQuery(), endpoint.getMethod(), configuration.getRegion());
            warnIfUnknown(operation);
            warnOfLiteralPlaceholders(operation);
        }
    }

    private static void warnIfUnknown(PreparedOperation operation) {
        if (operation.destination().operation().isEmpty()) {
            LOG.warn(
                    "The catalog does not know {}. The component calls it. If it is a typo, the nearest are {}",
                    operation,
                    Catalog.get().nearestPaths(operation.path().text(), 3));
        }
    }

    private static void warnOfLiteralPlaceholders(PreparedOperation operation) {
        operation
                .literalPlaceholders()
                .forEach((segment, placeholder) -> LOG.warn(
                        "{} sends the segment {} as it is written: the catalog has placeholder {} there. Write {} to"
                                + " send the value of the variable or header of that name",
                        operation,
                        segment,
                        placeholder,
                        placeholder));
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        transport = endpoint.getComponent().transport(configuration);
        failover = new Failover(transport, configuration.getBaseUri(), configuration.getBackupBaseUri());
        if (Downloads.isWanted(configuration.getResponseType())) {
            downloads = new Downloads(endpoint, transport);
            if (operation != null) {
                downloads.check(operation);
            }
        }
        pool = endpoint.getComponent().callPool(configuration);
        merchants = new MerchantSelector(endpoint);
        merchants.check(
                operation == null
                        ? Region.orDefault(configuration.getRegion())
                        : operation.destination().region());
    }

    /** Number of the merchant that signs for a message to an operation of the URI. */
    String mchid(Message message) {
        return merchants.of(message, operation.destination().region()).mchid();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        // A transaction belongs to its thread
        if (configuration.isSynchronous() || exchange.isTransacted()) {
            call(exchange, false);
            callback.done(true);
            return true;
        }
        try {
            if (pool.tryRun(() -> call(exchange, true), () -> callback.done(false))) {
                return false;
            }
            refuse(
                    exchange,
                    configuration.getMaxInFlight() + " calls are in flight already: raise option maxInFlight, or send"
                            + " less at a time",
                    null);
        } catch (RejectedExecutionException e) {
            refuse(exchange, "the executor of option executorService is full, or the component was stopped", e);
        }
        callback.done(true);
        return true;
    }

    private void refuse(Exchange exchange, String why, Exception cause) {
        exchange.setException(Failures.notSent(operation == null ? endpoint.getOperation() : operation, why, cause));
    }

    /** What one call is made of. */
    private record Attempt(
            PreparedOperation operation, Merchant merchant, Call call, Deadline deadline, boolean pooled) {}

    /** @param pooled whether the thread is one of the pool, beside many others */
    private void call(Exchange exchange, boolean pooled) {
        Findings findings = new Findings();
        Attempt attempt = null;
        try {
            attempt = prepare(exchange, pooled, findings);
            if (downloads != null && attempt.operation().isFile()) {
                receive(exchange, attempt);
                return;
            }
            Answer answer = send(attempt, null);
            String serial = verify(attempt, answer, attempt.operation().signedText(answer));
            compareNumbers(attempt, answer);
            deliver(exchange, attempt, answer, serial, answerBody(exchange, attempt, answer));
        } catch (WechatpayCallException e) {
            exchange.setException(findings.addTo(e));
        } catch (Throwable e) {
            // An error must reach the route, too: nothing else would complete the exchange
            exchange.setException(findings.addTo(Failures.interrupted(
                    attempt == null ? null : attempt.call(),
                    operation == null ? endpoint.getOperation() : operation,
                    e)));
        }
    }

    private Attempt prepare(Exchange exchange, boolean pooled, Findings findings) throws WechatpayCallException {
        Deadline deadline = Deadline.in(Duration.ofMillis(configuration.getCallTimeout()));
        PreparedOperation prepared = operation;
        try {
            prepared = operation(exchange);
            if (downloads != null) {
                downloads.check(prepared);
            }
            Merchant merchant =
                    merchants.of(exchange.getMessage(), prepared.destination().region());
            PreparedOperation.Target target = prepared.target(exchange);
            QueryString query = prepared.query(exchange.getMessage(), merchant.mchid());
            TrustedKey key = key(prepared, merchant, deadline);
            UploadBody.Parts upload = upload(exchange, prepared, merchant, key, findings);
            Call call = new Call(
                    prepared.destination().method(),
                    target.origin(),
                    configuration.getGatewayPath(),
                    target(target.path(), query, prepared, merchant, key, findings),
                    upload == null ? body(exchange, prepared, merchant, key, findings) : upload.meta(),
                    prepared.accept(),
                    key.id(),
                    prepared.idempotencyKey(exchange.getMessage()),
                    upload == null ? null : upload.file());
            validateHeaders(prepared, call, findings);
            return new Attempt(prepared, merchant, call, deadline, pooled);
        } catch (IOException | RuntimeException e) {
            throw Failures.invalid(prepared, e);
        }
    }

    private static TrustedKey key(PreparedOperation prepared, Merchant merchant, Deadline deadline)
            throws WechatpayCallException {
        return merchant.keys()
                .current(deadline)
                .orElseThrow(() -> Failures.notSent(
                        prepared, merchant.keys().lastFailure().orElseGet(() -> noKey(merchant)), null));
    }

    private static String noKey(Merchant merchant) {
        return merchant.keys().isRefreshable()
                ? "the first download of platform certificates did not end within option callTimeout. Check option"
                        + " baseUri and the network of this host."
                : "no certificate of option platformCertificates is valid now. Add a valid one, or set options publicKey"
                        + " and publicKeyId.";
    }

    private PreparedOperation operation(Exchange exchange) {
        Message message = exchange.getMessage();
        String region = endpoint.isRegionFixed() ? null : message.getHeader(WechatpayConstants.REGION, String.class);
        if (operation != null && region == null) {
            return operation;
        }
        String wanted = region != null ? region : configuration.getRegion();
        if (operation != null) {
            return endpoint.prepare(
                    endpoint.getOperation(),
                    endpoint.getQuery(),
                    operation.destination().method(),
                    wanted);
        }
        DynamicOperation dynamic = exchange.getProperty(DynamicOperation.PROPERTY, DynamicOperation.class);
        if (dynamic == null) {
            throw new IllegalArgumentException("wechatpay:" + OperationName.DYNAMIC
                    + " names no operation: write one, such as wechatpay:v3/pay/transactions/jsapi");
        }
        String method = endpoint.getMethod() != null || dynamic.hasOneMethod()
                ? endpoint.getMethod()
                : message.getHeader(WechatpayConstants.METHOD, String.class);
        return endpoint.prepare(dynamic.operation(), dynamic.query(), method, wanted);
    }

    private String target(
            String path,
            QueryString query,
            PreparedOperation prepared,
            Merchant merchant,
            TrustedKey key,
            Findings findings) {
        Operation documented = prepared.destination().operation().orElse(null);
        if (documented != null) {
            endpoint.getComponent().validation().query(validation, documented, query.tree(), findings);
        }
        if (isEncrypting()) {
            SensitiveFields.change(
                    query.tree(), prepared.queryFields(), new FieldEncryption(merchant.fieldCipher(), key, "query"));
        }
        String encoded = query.encoded();
        return encoded.isEmpty() ? path : path + (path.indexOf('?') < 0 ? '?' : '&') + encoded;
    }

    private void validateHeaders(PreparedOperation prepared, Call call, Findings findings) {
        prepared.destination()
                .operation()
                .ifPresent(documented -> endpoint.getComponent()
                        .validation()
                        .idempotencyKey(validation, documented, call.idempotencyKey(), findings));
    }

    private byte[] body(
            Exchange exchange, PreparedOperation prepared, Merchant merchant, TrustedKey key, Findings findings)
            throws IOException {
        if (!prepared.hasBody("always".equals(configuration.getSendBody()))) {
            return null;
        }
        return new RequestBody(
                        isEncrypting() ? new FieldEncryption(merchant.fieldCipher(), key, "body") : null,
                        prepared.bodyFields(),
                        bodyValidation(prepared, findings),
                        endpoint.streams(),
                        true)
                .of(exchange);
    }

    /** Null for other operations. */
    private UploadBody.Parts upload(
            Exchange exchange, PreparedOperation prepared, Merchant merchant, TrustedKey key, Findings findings) {
        Operation documented = prepared.destination().operation().orElse(null);
        UploadForm form = documented == null ? null : documented.upload().orElse(null);
        if (form == null) {
            return null;
        }
        return new UploadBody(
                        form,
                        isEncrypting() ? new FieldEncryption(merchant.fieldCipher(), key, "upload") : null,
                        (meta, file) -> endpoint.getComponent()
                                .validation()
                                .upload(validation, documented, form, meta, file, findings),
                        endpoint.streams())
                .of(exchange);
    }

    private Consumer<JsonNode> bodyValidation(PreparedOperation prepared, Findings findings) {
        Operation documented = prepared.destination().operation().orElse(null);
        return validation == Validation.Mode.OFF || documented == null
                ? RequestBody.UNCHECKED
                : tree -> endpoint.getComponent().validation().body(validation, documented, tree, findings);
    }

    /** An answer that is a file: received, verified where it is signed, and only then handed on. */
    private void receive(Exchange exchange, Attempt attempt) throws WechatpayCallException {
        PreparedOperation prepared = attempt.operation();
        try (FileTarget target = downloads.target(attempt.call())) {
            FileReception reception = !prepared.isAnswerSigned()
                    ? FileReception.plain(target)
                    : prepared.isSignedOverDigest() ? FileReception.digested(target) : FileReception.signed(target);
            Answer answer = send(attempt, reception);
            String serial = verify(attempt, answer, reception.signedText());
            deliver(exchange, attempt, answer, serial, downloads.body(attempt.call(), answer, target, exchange));
        }
    }

    /** @param receiver of a file, null for an answer that is none */
    private Answer send(Attempt attempt, FileReception receiver) throws WechatpayCallException {
        long start = System.nanoTime();
        Call call = attempt.call();
        WechatpayComponent component = endpoint.getComponent();
        MerchantIdentity identity = attempt.merchant().requireIdentity();
        Failover.Signer alone = c -> identity.authorize(c, component.getClock(), component.getNonces());
        boolean crowded = attempt.pooled() && pool.running() > SigningTurns.NO_CROWD;
        Failover.Signer signer = crowded && identity.signer().isOnProcessor()
                ? component.signingTurns().inTurn(alone, attempt.deadline())
                : alone;
        Answer answer = receiver == null
                ? sendWithBackup(attempt, signer)
                : transport.fetch(
                        call,
                        signer.authorize(call),
                        attempt.deadline(),
                        Duration.ofMillis(configuration.getDownloadTimeout()),
                        receiver);
        LOG.debug(
                "{} answered {} after {} ms (Request-ID {})",
                call,
                answer.status(),
                Duration.ofNanos(System.nanoTime() - start).toMillis(),
                answer.requestId());
        if (!answer.isSuccess()) {
            throw Failures.answered(call, answer, component.getClock());
        }
        return answer;
    }

    /** The address of a file names its host, so there is no backup for it. */
    private Answer sendWithBackup(Attempt attempt, Failover.Signer signer) throws WechatpayCallException {
        Call call = attempt.call();
        return attempt.operation().isAddressed()
                ? transport.send(call, signer.authorize(call), attempt.deadline())
                : failover.send(call, attempt.operation().destination(), signer, attempt.deadline());
    }

    /** Returns the key that verified the answer, null for the few that are documented as not signed. */
    private static String verify(Attempt attempt, Answer answer, byte[] signed) throws WechatpayCallException {
        if (!attempt.operation().isAnswerSigned()) {
            return null;
        }
        try {
            return attempt.merchant()
                    .verifier()
                    .verify(answer.headers(), signed, attempt.deadline())
                    .id();
        } catch (VerificationException e) {
            throw Failures.unverified(attempt.call(), answer, e);
        }
    }

    /** A verified response may still belong to another request. */
    private void compareNumbers(Attempt attempt, Answer answer) throws WechatpayCallException {
        Destination destination = attempt.operation().destination();
        Optional<String> field = destination
                .operation()
                .map(endpoint.getComponent()::businessNumbers)
                .flatMap(numbers -> numbers.difference(attempt.call(), destination.prefix(), answer.body()));
        if (field.isPresent()) {
            throw Failures.unverified(
                    attempt.call(),
                    answer,
                    "field " + field.get() + " of the response is not the number of the request: a cache or proxy may"
                            + " have delivered the response to another request",
                    null);
        }
    }

    private static void deliver(Exchange exchange, Attempt attempt, Answer answer, String serial, Object body) {
        ReplayableStream.forget(exchange);
        Message message = exchange.getMessage();
        if (attempt.call().idempotencyKey() != null) {
            // It belongs to this call: the next one of the route is another
            message.removeHeader(WechatpayConstants.IDEMPOTENCY_KEY);
        }
        message.setBody(body);
        message.setHeader(WechatpayConstants.STATUS, answer.status());
        message.setHeader(WechatpayConstants.REQUEST_ID, answer.requestId());
        message.setHeader(WechatpayConstants.SERIAL, serial);
    }

    private Object answerBody(Exchange exchange, Attempt attempt, Answer answer) throws WechatpayCallException {
        if (answer.body().length == 0) {
            return null;
        }
        if (downloads != null && Downloads.isFollowed(attempt.operation())) {
            return downloads.follow(exchange, attempt.merchant(), attempt.call(), answer);
        }
        try {
            Object body = responseType.read(
                    answer.body(),
                    () -> WireJson.plain(answer.body()),
                    isEncrypting() ? attempt.operation().answerFields() : List.of(),
                    attempt.merchant()::decryptField);
            return downloads == null ? body : downloads.body((byte[]) body, exchange);
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw Failures.unusable(
                    attempt.call(),
                    answer,
                    attempt.operation().isFile()
                            ? "answered " + answer.status() + " with a file: option responseType=stream takes it"
                            : "answered " + answer.status() + ", verified, but the body cannot be read: "
                                    + e.getMessage()
                                    + ". Options responseType=bytes and encryption=off take any content",
                    e);
        }
    }

    private boolean isEncrypting() {
        return !"off".equals(configuration.getEncryption());
    }
}
