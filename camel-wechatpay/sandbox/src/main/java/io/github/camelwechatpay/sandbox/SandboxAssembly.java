package io.github.camelwechatpay.sandbox;

import io.github.camelwechatpay.catalog.Catalog;
import io.github.camelwechatpay.sandbox.internal.call.CallHandler;
import io.github.camelwechatpay.sandbox.internal.common.SandboxClock;
import io.github.camelwechatpay.sandbox.internal.control.ControlCalls;
import io.github.camelwechatpay.sandbox.internal.control.ControlGuard;
import io.github.camelwechatpay.sandbox.internal.gateway.ArmedFaults;
import io.github.camelwechatpay.sandbox.internal.gateway.Authenticator;
import io.github.camelwechatpay.sandbox.internal.gateway.CallExecutor;
import io.github.camelwechatpay.sandbox.internal.gateway.Gateway;
import io.github.camelwechatpay.sandbox.internal.gateway.RequestLog;
import io.github.camelwechatpay.sandbox.internal.gateway.RequestValidator;
import io.github.camelwechatpay.sandbox.internal.gateway.Router;
import io.github.camelwechatpay.sandbox.internal.http.ConnectProxy;
import io.github.camelwechatpay.sandbox.internal.http.HttpServer;
import io.github.camelwechatpay.sandbox.internal.http.RequestHandler;
import io.github.camelwechatpay.sandbox.internal.keys.Credentials;
import io.github.camelwechatpay.sandbox.internal.keys.MessageSigner;
import io.github.camelwechatpay.sandbox.internal.notification.NotificationFactory;
import io.github.camelwechatpay.sandbox.internal.notification.NotificationSender;
import io.github.camelwechatpay.sandbox.internal.notification.TargetPolicy;
import io.github.camelwechatpay.sandbox.internal.operations.CertificateList;
import io.github.camelwechatpay.sandbox.internal.operations.Contracts;
import io.github.camelwechatpay.sandbox.internal.operations.DownloadLinks;
import io.github.camelwechatpay.sandbox.internal.operations.DownloadTokens;
import io.github.camelwechatpay.sandbox.internal.operations.FileServer;
import io.github.camelwechatpay.sandbox.internal.operations.GenericOperation;
import io.github.camelwechatpay.sandbox.internal.operations.Ledger;
import io.github.camelwechatpay.sandbox.internal.operations.PayTransactions;
import io.github.camelwechatpay.sandbox.internal.operations.Refunds;
import io.github.camelwechatpay.sandbox.internal.operations.SampleBill;
import io.github.camelwechatpay.sandbox.internal.operations.SecurityEcho;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Creates the parts of a sandbox from its settings and connects them. Parts with state take part in {@link #reset()}. */
final class SandboxAssembly implements AutoCloseable {
    final SandboxClock clock;
    final Credentials credentials;
    final MessageSigner signer;
    final Ledger ledger;
    final ArmedFaults faults = new ArmedFaults();
    final RequestLog log;
    final NotificationFactory notifications;
    final NotificationSender sender;
    final PayTransactions transactions;
    final Contracts contracts;
    final HttpServer server;
    final Optional<ConnectProxy> proxy;

    private final Catalog catalog = Catalog.get();
    private final GenericOperation generic;
    private final Refunds refunds;
    private final DownloadTokens tokens;

    /** @throws UncheckedIOException when the sandbox cannot listen on a port */
    SandboxAssembly(WechatpaySandbox.Builder settings, ControlHandler control) {
        clock = new SandboxClock(settings.clock);
        credentials = Credentials.generate(clock, settings.publicKeyOnly);
        signer = new MessageSigner(clock);
        ledger = new Ledger(clock);
        log = new RequestLog(settings.listedRequests);
        notifications = new NotificationFactory(
                catalog, credentials.platform(), credentials.merchants(), credentials.merchant(), signer, clock);
        TargetPolicy hosts = new TargetPolicy(settings.allowedHosts);
        sender = new NotificationSender(notifications, hosts);
        generic = new GenericOperation(catalog, ledger);
        transactions = new PayTransactions(generic, clock);
        refunds = new Refunds(transactions, clock, sender::sendLater);
        contracts = new Contracts(catalog, generic, clock, sender::sendLater);
        tokens = new DownloadTokens(clock);
        Gateway gateway = gateway(settings.bill);
        ControlCalls calls = new ControlCalls(new ControlGuard(hosts, this::port), control.calls());
        RequestHandler requests =
                request -> ControlCalls.takes(request.path()) ? calls.handle(request) : gateway.handle(request);
        try {
            server = new HttpServer(settings.port, requests);
            proxy = settings.proxyPort.isPresent()
                    ? Optional.of(new ConnectProxy(settings.proxyPort.getAsInt(), server))
                    : Optional.empty();
        } catch (IOException e) {
            sender.close();
            throw new UncheckedIOException(e);
        }
    }

    private Gateway gateway(SampleBill bill) {
        CallExecutor executor = new CallExecutor(
                handlers(),
                generic,
                new FileServer(tokens, bill),
                new DownloadLinks(tokens, bill, this::baseUri),
                ledger);
        return new Gateway(
                clock,
                new Authenticator(credentials, clock),
                new Router(catalog),
                new RequestValidator(credentials.platform()),
                executor,
                signer,
                faults,
                log);
    }

    /** Returns the operations that are not executed generically, by method and path template. */
    private Map<String, CallHandler> handlers() {
        CertificateList certificates = new CertificateList(credentials.platform());
        Map<String, CallHandler> handlers = new HashMap<>(Map.of(
                "GET v3/certificates", certificates,
                "GET v3/global/certificates", certificates,
                "POST v3/security/echo", new SecurityEcho(sender::sendLater)));
        handlers.putAll(transactions.handlers(catalog));
        handlers.putAll(refunds.handlers());
        handlers.putAll(contracts.handlers());
        return handlers;
    }

    int port() {
        return server.port();
    }

    /** Returns the address of the sandbox, without a path and a slash at its end. */
    String baseUri() {
        return "http://127.0.0.1:" + port();
    }

    /** Forgets everything but keys, merchants and the clock. */
    void reset() {
        transactions.reset();
        refunds.reset();
        contracts.reset();
        tokens.reset();
        ledger.reset();
        faults.reset();
        log.reset();
    }

    /** Closes ports and connections, and ends all threads. To be called once. */
    @Override
    public void close() {
        server.close();
        sender.close();
    }
}
