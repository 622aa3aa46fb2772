package io.github.camelwechatpay.sandbox;

import io.github.camelwechatpay.catalog.Catalog;
import io.github.camelwechatpay.sandbox.internal.common.StrictJson;
import io.github.camelwechatpay.sandbox.internal.gateway.ArmedFaults;
import io.github.camelwechatpay.sandbox.internal.http.ConnectProxy;
import io.github.camelwechatpay.sandbox.internal.keys.MerchantKey;
import io.github.camelwechatpay.sandbox.internal.keys.Pem;
import io.github.camelwechatpay.sandbox.internal.keys.PlatformCertificate;
import io.github.camelwechatpay.sandbox.internal.keys.Suite;
import io.github.camelwechatpay.sandbox.internal.operations.Contract;
import io.github.camelwechatpay.sandbox.internal.operations.Contracts;
import io.github.camelwechatpay.sandbox.internal.operations.Order;
import io.github.camelwechatpay.sandbox.internal.operations.SampleBill;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A strict WeChat Pay APIv3 gateway in this process, on 127.0.0.1. All keys are new with each sandbox; everything is in
 * memory. Thread-safe.
 *
 * <pre>{@code
 * try (WechatpaySandbox sandbox = WechatpaySandbox.start()) {
 *     // point a client at sandbox.baseUri(), with sandbox.mchid(), sandbox.privateKeyPem() ...
 *     sandbox.fault(Fault.HTTP_500, 1);
 *     sandbox.notify("http://127.0.0.1:8080/notify/contracts",
 *             SandboxNotification.of("PAPAY.SIGN", Map.of("contract_id", "42")));
 * }
 * }</pre>
 */
public final class WechatpaySandbox implements AutoCloseable {
    /** The delay of {@link Fault#SLOW} unless another delay is given. */
    public static final Duration DEFAULT_DELAY = Duration.ofSeconds(3);

    private final SandboxAssembly rooms;
    private final AtomicBoolean closed = new AtomicBoolean();

    private WechatpaySandbox(Builder settings) {
        rooms = new SandboxAssembly(settings, new ControlHandler(this));
    }

    /** Starts a sandbox on a free port, with the system's clock. */
    public static WechatpaySandbox start() {
        return builder().start();
    }

    /** Returns a builder for a sandbox with other settings. */
    public static Builder builder() {
        return new Builder();
    }

    /** The settings of a sandbox. Not thread-safe. */
    public static final class Builder {
        int port;
        OptionalInt proxyPort = OptionalInt.empty();
        Clock clock = Clock.systemUTC();
        boolean publicKeyOnly;
        int listedRequests = 200;
        SampleBill bill = new SampleBill(1);
        final Set<String> allowedHosts = new HashSet<>();

        private Builder() {}

        /** Sets the port to listen on; 0, the default, is any free port. */
        public Builder port(int number) {
            port = checked(number);
            return this;
        }

        /** Does the same as {@link #proxyPort(int)} with 0. */
        public Builder proxy() {
            return proxyPort(0);
        }

        /**
         * Makes the sandbox an HTTPS proxy, too. A client that uses this port as its proxy and trusts {@link
         * WechatpaySandbox#caCertificate()} reaches the sandbox under WeChat Pay's own host names, and no other host.
         * Each host name serves its own operations only.
         *
         * @param number the port to listen on for CONNECT; 0 is any free port
         */
        public Builder proxyPort(int number) {
            proxyPort = OptionalInt.of(checked(number));
            return this;
        }

        private static int checked(int number) {
            if (number < 0 || number > 65535) {
                throw new IllegalArgumentException("A port is 0 to 65535, not " + number);
            }
            return number;
        }

        /** Sets the clock of timestamps, of the 300-second tolerance and of sessions; by default the system's clock. */
        public Builder clock(Clock other) {
            clock = Objects.requireNonNull(other, "clock");
            return this;
        }

        /**
         * Gives the merchant the WeChat Pay public key only. The sandbox then lists and knows no platform certificate,
         * and the public key signs where the request names no key.
         */
        public Builder publicKeyOnly() {
            publicKeyOnly = true;
            return this;
        }

        /**
         * Sets how many of the last requests {@link WechatpaySandbox#requests()} lists; 200 by default.
         *
         * @throws IllegalArgumentException on less than 1
         */
        public Builder listedRequests(int number) {
            if (number < 1) {
                throw new IllegalArgumentException("The number of listed requests must be 1 or more, not " + number);
            }
            listedRequests = number;
            return this;
        }

        /**
         * Sets the approximate size of bills and statements before compression, in bytes; by default they have one row.
         * The sandbox makes them while it sends them, except encrypted ones.
         */
        public Builder billBytes(long length) {
            bill = SampleBill.ofLength(length);
            return this;
        }

        /**
         * Allows a host, without a port, besides the loopback addresses: notifications may go to it, and control calls
         * may come under it.
         */
        public Builder allowHost(String name) {
            allowedHosts.add(name);
            return this;
        }

        /** @throws UncheckedIOException when the sandbox cannot listen on a port */
        public WechatpaySandbox start() {
            return new WechatpaySandbox(this);
        }
    }

    /** Returns the address, without a path and a slash at its end, such as {@code http://127.0.0.1:34567}. */
    public String baseUri() {
        return rooms.baseUri();
    }

    /** Returns the port on 127.0.0.1; known after closing, too. */
    public int port() {
        return rooms.port();
    }

    /** Tells whether the sandbox was built with {@link Builder#proxy()} or {@link Builder#proxyPort(int)}. */
    public boolean isProxy() {
        return rooms.proxy.isPresent();
    }

    /**
     * Returns the port of the HTTPS proxy on 127.0.0.1; known after closing, too.
     *
     * @throws IllegalStateException when the sandbox is no proxy
     */
    public int proxyPort() {
        return requireProxy().port();
    }

    /**
     * Returns the certificate that issues the certificates of WeChat Pay's host names behind the proxy; a client must
     * trust it. EC, P-256, new with each sandbox, valid for a year by the system's clock.
     *
     * @throws IllegalStateException when the sandbox is no proxy
     */
    public X509Certificate caCertificate() {
        return requireProxy().authority().certificate();
    }

    /** Returns the certificate of {@link #caCertificate()} as PEM text. */
    public String caCertificatePem() {
        return Pem.of(caCertificate());
    }

    private ConnectProxy requireProxy() {
        return rooms.proxy.orElseThrow(() -> new IllegalStateException(
                "This sandbox is no proxy: build it with proxy(), or start it with --proxy-port"));
    }

    /** Returns the number of the merchant that the sandbox begins with: 10 digits. */
    public String mchid() {
        return rooms.credentials.merchant().mchid();
    }

    /**
     * Returns the serial number of the merchant API certificate, the {@code serial_no} of a request: 40 upper-case
     * hexadecimal digits.
     */
    public String merchantSerialNumber() {
        return merchantKey(Suite.RSA).serialNumber();
    }

    /** Returns the merchant private key, which signs requests and decrypts encrypted fields. RSA, 2048 bits. */
    public PrivateKey privateKey() {
        return merchantKey(Suite.RSA).keys().getPrivate();
    }

    /** Returns the merchant private key as PEM text, PKCS#8. */
    public String privateKeyPem() {
        return Pem.of(privateKey());
    }

    /** Returns the merchant API certificate. */
    public X509Certificate merchantCertificate() {
        return merchantKey(Suite.RSA).certificate();
    }

    /** Returns the merchant API certificate as PEM text. */
    public String merchantCertificatePem() {
        return Pem.of(merchantCertificate());
    }

    /** Returns the APIv3 key: 32 letters and digits. */
    public String secretKey() {
        return rooms.credentials.merchant().secretKey();
    }

    /** Returns the serial number of the newest platform certificate, as {@code Wechatpay-Serial} writes it. */
    public String platformSerialNumber() {
        return rooms.credentials.platform().newestCertificate(Suite.RSA).key().id();
    }

    /** Returns the newest platform certificate. */
    public X509Certificate platformCertificate() {
        return rooms.credentials.platform().newestCertificate(Suite.RSA).certificate();
    }

    /** Returns the newest platform certificate as PEM text. */
    public String platformCertificatePem() {
        return Pem.of(platformCertificate());
    }

    /** Returns the public key ID: {@code PUB_KEY_ID_} and digits. */
    public String publicKeyId() {
        return rooms.credentials.platform().publicKey().id();
    }

    /**
     * Returns the WeChat Pay public key. It verifies messages that name {@link #publicKeyId()}, and encrypts fields for
     * that key.
     */
    public PublicKey publicKey() {
        return rooms.credentials.platform().publicKey().keys().getPublic();
    }

    /** Returns the WeChat Pay public key as PEM text, SubjectPublicKeyInfo. */
    public String publicKeyPem() {
        return Pem.of(publicKey());
    }

    /**
     * Returns the credentials for calls and notifications with the national algorithms, which this merchant can use
     * beside RSA.
     */
    public Sm2Credentials sm2() {
        MerchantKey own = merchantKey(Suite.SM2);
        PlatformCertificate platform = rooms.credentials.platform().newestCertificate(Suite.SM2);
        return new Sm2Credentials(
                own.serialNumber(),
                Pem.of(own.keys().getPrivate()),
                Pem.of(own.certificate()),
                platform.key().id(),
                Pem.of(platform.certificate()));
    }

    private MerchantKey merchantKey(Suite suite) {
        return rooms.credentials.keys().get(suite);
    }

    /**
     * Adds another merchant. A request in its name must be signed with its own key. All merchants share one set of
     * business numbers, counters and armed faults.
     *
     * @param mchid digits
     * @param key RSA, of at least 2048 bits, or SM2
     * @param secretKey its APIv3 key, 32 bytes
     * @return its API certificate, with the serial number
     * @throws IllegalArgumentException when the merchant is known already, or the number or the APIv3 key is invalid
     */
    public X509Certificate addMerchant(String mchid, PublicKey key, String secretKey) {
        return rooms.credentials.merchants().add(mchid, key, secretKey);
    }

    /**
     * Adds another merchant that has its API certificate already, for example a certificate with a certain serial number.
     *
     * @param mchid digits
     * @param certificate of an RSA key of at least 2048 bits, or of an SM2 key; its issuer and validity are not checked
     * @param secretKey its APIv3 key, 32 bytes
     * @throws IllegalArgumentException when the merchant is known already, or the number or the APIv3 key is invalid
     */
    public void addMerchant(String mchid, X509Certificate certificate, String secretKey) {
        rooms.credentials.merchants().add(mchid, certificate, secretKey);
    }

    /**
     * Issues one more API certificate to a merchant. Earlier certificates stay valid until they are revoked.
     *
     * @throws IllegalArgumentException when the sandbox does not know the merchant
     */
    public X509Certificate issueMerchantCertificate(String mchid, PublicKey key) {
        return rooms.credentials.merchants().issue(mchid, key);
    }

    /**
     * Revokes a certificate of a merchant. The gateway then rejects requests that are signed under it.
     *
     * @throws IllegalArgumentException when the sandbox does not know the merchant, or the merchant has no such
     *     certificate
     */
    public void revokeMerchantCertificate(String mchid, String serialNumber) {
        rooms.credentials.merchants().revoke(mchid, serialNumber);
    }

    /** Returns the gateway's clock, with the offset. */
    public Clock clock() {
        return rooms.clock;
    }

    /** Shifts the gateway's clock by this offset from the clock of the builder; the offset may be negative. */
    public void clockOffset(Duration offset) {
        rooms.clock.offset(offset);
    }

    /** Lets the next {@code count} requests that pass all checks fail in this way. */
    public void fault(Fault fault, int count) {
        fault(fault, count, "");
    }

    /** Does the same for requests of one operation, given by its path template, such as {@code v3/certificates}. */
    public void fault(Fault fault, int count, String operation) {
        fault(fault, count, operation, DEFAULT_DELAY);
    }

    /**
     * Does the same, with a delay for {@link Fault#SLOW}.
     *
     * @throws IllegalArgumentException on a count below 1, a negative delay or an unknown operation
     */
    public void fault(Fault fault, int count, String operation, Duration delay) {
        String template = operation.startsWith("/") ? operation.substring(1) : operation;
        if (!template.isEmpty()
                && Catalog.get().operations().stream().noneMatch(o -> o.path().equals(template))) {
            throw new IllegalArgumentException("No operation has the path template " + template + ", the nearest are "
                    + Catalog.get().nearestPaths(template, 3));
        }
        if (delay.isNegative()) {
            throw new IllegalArgumentException("The delay must not be negative");
        }
        rooms.faults.arm(new ArmedFaults.Armed(fault, count, template, delay));
    }

    /**
     * Makes, signs and posts a notification, and waits for the response.
     *
     * @throws IllegalArgumentException when the sandbox must not post to this URL
     */
    public Delivery notify(String url, SandboxNotification notification) {
        return rooms.sender.send(url, notification);
    }

    /**
     * Pays an order of {@code v3/pay/transactions} or {@code v3/pay/partner/transactions} as the buyer, and posts
     * TRANSACTION.SUCCESS to its {@code notify_url}.
     *
     * @return the result of the notification; status 0 if the order has no URL that the sandbox may post to
     * @throws IllegalArgumentException when the order does not exist, or is not waiting for its payment
     */
    public Delivery pay(String outTradeNo) {
        Order order = rooms.transactions.pay(outTradeNo);
        return rooms.sender.tell(
                order.notifyUrl(),
                order.creation()
                        .caller()
                        .address(SandboxNotification.of("TRANSACTION.SUCCESS", StrictJson.text(order.resource()))));
    }

    /**
     * Signs a contract as the user, and posts PAPAY.SIGN to the URL of the contract. The contract was pre-signed below
     * {@code v3/global/papay/contracts} or {@code v3/password-exempt-contract/contracts}.
     *
     * @return the result of the notification; status 0 if the contract has no URL that the sandbox may post to
     * @throws IllegalArgumentException when no contract with that code waits for a signature
     */
    public Delivery sign(String outContractCode) {
        Contract contract = rooms.contracts.sign(outContractCode);
        return rooms.sender.tell(contract.notifyUrl(), rooms.contracts.notification(Contracts.SIGNED, contract));
    }

    /** Makes and signs a notification without sending it. */
    public SignedNotification signedNotification(SandboxNotification notification) {
        return rooms.notifications.sign(notification, rooms.notifications.envelope(notification));
    }

    /** Signs a message with the preferred key, and returns its {@code Wechatpay-} headers. */
    public Map<String, String> sign(byte[] body) {
        return rooms.signer.sign(rooms.credentials.platform().preferred(Suite.RSA), body);
    }

    /** Signs a message, and returns its {@code Wechatpay-} headers. */
    public Map<String, String> sign(byte[] body, SigningKey key) {
        return rooms.signer.sign(rooms.notifications.key(Optional.of(key)), body);
    }

    /**
     * Signs a message, and returns its {@code Wechatpay-} headers.
     *
     * @param keyId a platform serial number or the public key ID, as a request names it in {@code Wechatpay-Serial}
     * @throws IllegalArgumentException when the sandbox has no such key
     */
    public Map<String, String> sign(byte[] body, String keyId) {
        return rooms.signer.sign(
                rooms.credentials
                        .platform()
                        .find(keyId)
                        .orElseThrow(() -> new IllegalArgumentException("The sandbox has no key " + keyId)),
                body);
    }

    /**
     * Returns the {@code resource} object of a notification as JSON text: algorithm, nonce, associated_data, ciphertext.
     *
     * @param clearText any text, JSON or not
     */
    public String encryptResource(String clearText, String associatedData) {
        return encryptResource(clearText, associatedData, SigningKey.PLATFORM);
    }

    /** Does the same by the algorithms of a key. */
    public String encryptResource(String clearText, String associatedData, SigningKey key) {
        return StrictJson.text(rooms.notifications.resource(
                clearText.getBytes(StandardCharsets.UTF_8),
                Optional.of(associatedData),
                rooms.notifications.key(Optional.of(key)).suite()));
    }

    /** Returns the last requests to the API, oldest first; 200 unless {@link Builder#listedRequests} says otherwise. */
    public List<ReceivedRequest> requests() {
        return rooms.log.list();
    }

    /** Returns how often an operation was executed, given by its path template. */
    public int executions(String path) {
        return rooms.ledger.executions(path);
    }

    /** Returns how often an operation was executed for a business number, such as an {@code out_contract_code}. */
    public int executions(String path, String businessNumber) {
        return rooms.ledger.executions(path, businessNumber);
    }

    /**
     * Makes a new platform certificate of each kind, which then signs where a request names no key. The old certificates
     * stay in the list, and sign for requests that name them.
     *
     * @return the new serial number of the RSA certificate
     */
    public String rotate() {
        return rooms.credentials.platform().rotate().key().id();
    }

    /** Forgets sessions, orders, contracts, counters, requests and armed faults. Keys, merchants and clock stay. */
    public void reset() {
        rooms.reset();
    }

    /** Closes port and connections, and ends all threads. Idempotent. */
    @Override
    public void close() {
        // A second time would hang: the first one ends the server's threads, which close its port
        if (closed.compareAndSet(false, true)) {
            rooms.close();
        }
    }
}
