package io.github.camelwechatpay;

import java.util.concurrent.ExecutorService;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/**
 * Holds the options of the component and of its endpoints. An endpoint starts with a copy of the component's options. Null
 * means that an option is not set. Not thread-safe: set the options before the component starts.
 */
@UriParams
public class WechatpayConfiguration extends MerchantOptions implements Cloneable {

    @UriParam
    private @Nullable String merchant;

    @UriParam(label = "security", defaultValue = "5m", javaType = "java.time.Duration")
    private long maxClockSkew = 300_000;

    @UriParam(label = "security,advanced", defaultValue = "auto")
    private String cryptoProvider = "auto";

    @UriParam(enums = "cn,hk,us,eu")
    private @Nullable String region;

    @UriParam
    private @Nullable String baseUri;

    @UriParam
    private @Nullable String backupBaseUri;

    @UriParam
    private @Nullable String gatewayPath;

    @UriParam(defaultValue = "map")
    private String responseType = "map";

    @UriParam(defaultValue = "131072", label = "advanced")
    private int spoolThreshold = 128 * 1024;

    @UriParam(label = "advanced")
    private @Nullable String spoolDirectory;

    @UriParam(defaultValue = "2147483648", label = "advanced")
    private long maxFileSize = 2L * 1024 * 1024 * 1024;

    @UriParam(defaultValue = "10m", javaType = "java.time.Duration")
    private long downloadTimeout = 600_000;

    @UriParam(label = "advanced")
    private @Nullable BillDecryptor billDecryptor;

    @UriParam(defaultValue = "auto", enums = "auto,off")
    private String encryption = "auto";

    @UriParam(label = "producer", defaultValue = "warn", enums = "off,warn,fail")
    private String validation = "warn";

    @UriParam(label = "producer,advanced", defaultValue = "auto", enums = "auto,always")
    private String sendBody = "auto";

    @UriParam(label = "producer,advanced", defaultValue = "false")
    private boolean synchronous;

    @UriParam(defaultValue = "5s", javaType = "java.time.Duration")
    private long connectTimeout = 5_000;

    @UriParam(defaultValue = "10s", javaType = "java.time.Duration")
    private long responseTimeout = 10_000;

    @UriParam(defaultValue = "30s", javaType = "java.time.Duration")
    private long callTimeout = 30_000;

    @UriParam(label = "producer,advanced", defaultValue = "500")
    private int maxInFlight = 500;

    @UriParam(label = "producer,advanced")
    private @Nullable ExecutorService executorService;

    @UriParam(defaultValue = "500")
    private int maxConnections = 500;

    @UriParam(label = "security")
    private @Nullable SSLContextParameters sslContextParameters;

    @UriParam(label = "proxy")
    private @Nullable String proxyHost;

    @UriParam(label = "proxy")
    private @Nullable Integer proxyPort;

    @UriParam(label = "proxy,security", secret = true)
    private @Nullable String proxyUsername;

    @UriParam(label = "proxy,security", secret = true)
    private @Nullable String proxyPassword;

    @UriParam(label = "proxy", defaultValue = "false")
    private boolean useSystemProperties;

    @UriParam(label = "consumer", defaultValue = "fail", enums = "fail,ack")
    private String unmatched = "fail";

    @UriParam(label = "consumer", defaultValue = "map")
    private String bodyType = "map";

    @UriParam(label = "consumer", defaultValue = "platform-http")
    private String httpServerComponent = "platform-http";

    @UriParam(label = "consumer", defaultValue = "1048576")
    private int maxBodySize = 1024 * 1024;

    @UriParam(label = "consumer", defaultValue = "4s", javaType = "java.time.Duration")
    private long replyTimeout = 4_000;

    @UriParam(label = "consumer")
    private @Nullable IdempotentRepository idempotentRepository;

    @UriParam(label = "consumer")
    private @Nullable String idempotencyKey;

    @UriParam(label = "consumer", defaultValue = "ack", enums = "ack,body")
    private String answer = "ack";

    @UriParam(label = "consumer,advanced")
    private @Nullable NotificationAnswerSigner answerSigner;

    @UriParam(label = "consumer,security")
    private @Nullable String allowedSources;

    WechatpayConfiguration copy() {
        try {
            return (WechatpayConfiguration) clone();
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    public @Nullable String getMerchant() {
        return merchant;
    }

    /**
     * Name of a MerchantProfile in the registry: its number and keys are used, and none of those given here. On the
     * component it is a default, which header CamelWechatpayMerchant and a path of notifications that ends in {merchant}
     * replace; on a URI it is fixed.
     */
    public void setMerchant(@Nullable String merchant) {
        this.merchant = merchant;
    }

    // The generated configurers call a getter for every option

    @Nullable
    Object getPrivateKey() {
        return Secrets.of(this).privateKey();
    }

    @Nullable
    String getPrivateKeyPassword() {
        return Secrets.of(this).privateKeyPassword();
    }

    @Nullable
    String getSecretKey() {
        return Secrets.of(this).secretKey();
    }

    @Nullable
    String getApiKey() {
        return Secrets.of(this).apiKey();
    }

    public long getMaxClockSkew() {
        return maxClockSkew;
    }

    /**
     * How far the timestamp of an answer or a notification may be off this host's clock, either way: milliseconds, or
     * text such as 5m, more than zero and at most a day. Exactly that far is accepted.
     */
    public void setMaxClockSkew(long maxClockSkew) {
        this.maxClockSkew = maxClockSkew;
    }

    public String getCryptoProvider() {
        return cryptoProvider;
    }

    /**
     * Who computes signatures: auto takes the Amazon Corretto Crypto Provider if it is on the class path, else
     * Conscrypt, else the JDK, and with signatureType sm2 Bouncy Castle; or the name of a JCA provider. Nothing is
     * installed globally.
     */
    public void setCryptoProvider(String cryptoProvider) {
        this.cryptoProvider = cryptoProvider;
    }

    public @Nullable String getRegion() {
        return region;
    }

    /**
     * Entry point of WeChat Pay: chooses among the documented base URIs of the operation; unset, the first of them is
     * used. An operation that is not documented in the region is refused, unless baseUri is set.
     */
    public void setRegion(@Nullable String region) {
        this.region = region;
    }

    public @Nullable String getBaseUri() {
        return baseUri;
    }

    /**
     * Replaces scheme, host and port of the operation's address, for a sandbox or another entry point. A path in it,
     * such as /hk/, is part of the signed target and replaces the documented one.
     */
    public void setBaseUri(@Nullable String baseUri) {
        this.baseUri = baseUri;
    }

    public @Nullable String getBackupBaseUri() {
        return backupBaseUri;
    }

    /**
     * Address of a backup host, such as https://api2.mch.weixin.qq.com/ or https://api2.wechatpay.cn/ (WeChat Pay's sources differ
     * on the name); none by default. A call of which nothing could be sent, or a GET that got no answer, is then sent there once,
     * signed anew, if it was for baseUri or, without it, for api.mch.weixin.qq.com. A path in it replaces that of baseUri.
     */
    public void setBackupBaseUri(@Nullable String backupBaseUri) {
        this.backupBaseUri = backupBaseUri;
    }

    public @Nullable String getGatewayPath() {
        return gatewayPath;
    }

    /**
     * Path prefix that a reverse proxy of yours strips before WeChat Pay sees the request, such as /wechat: it is
     * sent, but not signed. A slash at its end makes no difference.
     */
    public void setGatewayPath(@Nullable String gatewayPath) {
        this.gatewayPath = gatewayPath;
    }

    public String getResponseType() {
        return responseType;
    }

    /**
     * Body of the answer: map, text, bytes, the name of a class, or, for files of any size, stream (an InputStream that
     * is kept on disk) or file (a java.io.File that belongs to the route). With stream and file an answer that names a
     * file and its digest, such as that of v3/bill/tradebill, is followed: the body is the checked file. A bill consumer
     * takes stream, its default, or file.
     */
    public void setResponseType(String responseType) {
        this.responseType = responseType;
    }

    public int getSpoolThreshold() {
        return spoolThreshold;
    }

    /**
     * Up to how many bytes a file with responseType=stream, or the stream of an upload, is kept in memory, at least 1; what is larger
     * goes to disk.
     */
    public void setSpoolThreshold(int spoolThreshold) {
        this.spoolThreshold = spoolThreshold;
    }

    public @Nullable String getSpoolDirectory() {
        return spoolDirectory;
    }

    /**
     * Directory of files that are kept on disk; created if it is missing. By default the directory for temporary files of
     * the JVM. The files can be read by their owner only.
     */
    public void setSpoolDirectory(@Nullable String spoolDirectory) {
        this.spoolDirectory = spoolDirectory;
    }

    public long getMaxFileSize() {
        return maxFileSize;
    }

    /** Largest file with responseType stream and file, compressed and decompressed, and largest stream of an upload, in bytes; at least 1. */
    public void setMaxFileSize(long maxFileSize) {
        this.maxFileSize = maxFileSize;
    }

    public long getDownloadTimeout() {
        return downloadTimeout;
    }

    /**
     * How long a file with responseType stream and file may take from its first byte: milliseconds, or text such as 10m,
     * more than zero and at most a day. Until then callTimeout counts; a transfer that stands still ends with
     * responseTimeout.
     */
    public void setDownloadTimeout(long downloadTimeout) {
        this.downloadTimeout = downloadTimeout;
    }

    public @Nullable BillDecryptor getBillDecryptor() {
        return billDecryptor;
    }

    /**
     * Decrypts encrypted bills, such as those of v3/bill/sub-merchant-fundflowbill; how they are packed is not documented
     * in full.
     */
    public void setBillDecryptor(@Nullable BillDecryptor billDecryptor) {
        this.billDecryptor = billDecryptor;
    }

    public String getEncryption() {
        return encryption;
    }

    /**
     * auto encrypts the fields that the catalog marks in queries and in Map, List, JSON tree and bean bodies, and decrypts
     * them in answers and notifications; off leaves that to the caller.
     */
    public void setEncryption(String encryption) {
        this.encryption = encryption;
    }

    public String getValidation() {
        return validation;
    }

    /**
     * What happens when query or body differ from the documented fields of their operation (missing, unknown, of another type or
     * value), or an uploaded file from its documented size and kinds: warn logs each place once and sends it, fail refuses it, off does not look. Values are never logged.
     */
    public void setValidation(String validation) {
        this.validation = validation;
    }

    public String getSendBody() {
        return sendBody;
    }

    /**
     * auto sends a body only where the operation has one and never with GET; always sends it with any other method
     * than GET.
     */
    public void setSendBody(String sendBody) {
        this.sendBody = sendBody;
    }

    public boolean isSynchronous() {
        return synchronous;
    }

    /**
     * Whether the call is made on the thread of the caller. By default it is made on a pool of its own, and the thread
     * of the caller is free meanwhile.
     */
    public void setSynchronous(boolean synchronous) {
        this.synchronous = synchronous;
    }

    public long getConnectTimeout() {
        return connectTimeout;
    }

    /**
     * How long to wait for a connection, and as long again for the lookup of its host name: milliseconds, or text such as
     * 5s, more than zero and at most a day.
     */
    public void setConnectTimeout(long connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public long getResponseTimeout() {
        return responseTimeout;
    }

    /** How long to wait for data of the answer: milliseconds, or text such as 10s, more than zero and at most a day. */
    public void setResponseTimeout(long responseTimeout) {
        this.responseTimeout = responseTimeout;
    }

    public long getCallTimeout() {
        return callTimeout;
    }

    /**
     * How long the whole call may take, waiting for a connection and for the first platform certificates included:
     * milliseconds, or text such as 30s, more than zero and at most a day. A file may take as long until it begins, and
     * then downloadTimeout.
     */
    public void setCallTimeout(long callTimeout) {
        this.callTimeout = callTimeout;
    }

    public int getMaxInFlight() {
        return maxInFlight;
    }

    /**
     * How many asynchronous calls may be under way at once. One more fails at once with outcome NOT_SENT; it never
     * waits.
     */
    public void setMaxInFlight(int maxInFlight) {
        this.maxInFlight = maxInFlight;
    }

    public @Nullable ExecutorService getExecutorService() {
        return executorService;
    }

    /**
     * Makes the asynchronous calls instead of the component's own pool. It must not run rejected tasks on the caller's
     * thread.
     */
    public void setExecutorService(@Nullable ExecutorService executorService) {
        this.executorService = executorService;
    }

    public int getMaxConnections() {
        return maxConnections;
    }

    /** Most connections per host, at least 1. */
    public void setMaxConnections(int maxConnections) {
        this.maxConnections = maxConnections;
    }

    public @Nullable SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    /** TLS of the calls; the JDK's trust store by default. */
    public void setSslContextParameters(@Nullable SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    public @Nullable String getProxyHost() {
        return proxyHost;
    }

    /** Host of an HTTP proxy for the calls. */
    public void setProxyHost(@Nullable String proxyHost) {
        this.proxyHost = proxyHost;
    }

    public @Nullable Integer getProxyPort() {
        return proxyPort;
    }

    /** Port of the HTTP proxy. */
    public void setProxyPort(@Nullable Integer proxyPort) {
        this.proxyPort = proxyPort;
    }

    @Nullable
    String getProxyUsername() {
        return proxyUsername;
    }

    /**
     * User of the HTTP proxy, sent with scheme Basic. Needs proxyPassword, and proxyHost or useSystemProperties. Without
     * it the proxy is told no user.
     */
    public void setProxyUsername(@Nullable String proxyUsername) {
        this.proxyUsername = proxyUsername;
    }

    @Nullable
    String getProxyPassword() {
        return proxyPassword;
    }

    /** Password of the user of the HTTP proxy. Needs proxyUsername. */
    public void setProxyPassword(@Nullable String proxyPassword) {
        this.proxyPassword = proxyPassword;
    }

    public boolean isUseSystemProperties() {
        return useSystemProperties;
    }

    /**
     * Whether system properties of the JVM apply where no option says otherwise. The proxy: https.proxyHost,
     * https.proxyPort, http.proxyHost, http.proxyPort, http.nonProxyHosts. TLS: javax.net.ssl.keyStore and its kin.
     */
    public void setUseSystemProperties(boolean useSystemProperties) {
        this.useSystemProperties = useSystemProperties;
    }

    public String getUnmatched() {
        return unmatched;
    }

    /**
     * What to answer to an event that no consumer of the path asked for: fail is an error answer, so that WeChat Pay
     * sends it again and nothing is lost; ack is success.
     */
    public void setUnmatched(String unmatched) {
        this.unmatched = unmatched;
    }

    public String getBodyType() {
        return bodyType;
    }

    /** Body of a notification: map, text (JSON; use it towards queues), bytes, or the name of a class. */
    public void setBodyType(String bodyType) {
        this.bodyType = bodyType;
    }

    public String getHttpServerComponent() {
        return httpServerComponent;
    }

    /** Name of the component whose HTTP server receives the notifications: any that can consume for the REST DSL. */
    public void setHttpServerComponent(String httpServerComponent) {
        this.httpServerComponent = httpServerComponent;
    }

    public int getMaxBodySize() {
        return maxBodySize;
    }

    /**
     * Largest body of a notification in bytes, at least 1; a larger one is answered with 413. The HTTP server may have
     * a lower limit of its own.
     */
    public void setMaxBodySize(int maxBodySize) {
        this.maxBodySize = maxBodySize;
    }

    public long getReplyTimeout() {
        return replyTimeout;
    }

    /**
     * How long the route may take until an error is answered, so that WeChat Pay sends again; it waits 5 s, the
     * network included. An event that is documented with a shorter wait has four fifths of that. Milliseconds, or text such as 4s, more than zero and at most a day.
     */
    public void setReplyTimeout(long replyTimeout) {
        this.replyTimeout = replyTimeout;
    }

    public @Nullable IdempotentRepository getIdempotentRepository() {
        return idempotentRepository;
    }

    /**
     * Repository of handled notifications: a notification that is sent again is acknowledged without running the route
     * again. By default the component keeps up to 1,000,000 keys in memory, each for 25 hours. Several nodes need a
     * repository that they share.
     */
    public void setIdempotentRepository(@Nullable IdempotentRepository idempotentRepository) {
        this.idempotentRepository = idempotentRepository;
    }

    public @Nullable String getIdempotencyKey() {
        return idempotencyKey;
    }

    /**
     * The key under which a handled notification is remembered, in the simple language, such as
     * ${header.CamelWechatpayEventType}:${body.get('refund_id')}. The body is a Map here, whatever bodyType says. By
     * default merchant number and notification id. Two events with the same key are taken for one.
     */
    public void setIdempotencyKey(@Nullable String idempotencyKey) {
        this.idempotencyKey = idempotencyKey;
    }

    public String getAnswer() {
        return answer;
    }

    /**
     * What is answered when the route has completed: ack is a plain success; body is the body that the route leaves, for
     * events that are questions. Questions are answered each time, there is no check for duplicates.
     */
    public void setAnswer(String answer) {
        this.answer = answer;
    }

    public @Nullable NotificationAnswerSigner getAnswerSigner() {
        return answerSigner;
    }

    /** Signs the answers of answer=body, for CROSS_BORDER_PAY events; how is not documented publicly. */
    public void setAnswerSigner(@Nullable NotificationAnswerSigner answerSigner) {
        this.answerSigner = answerSigner;
    }

    public @Nullable String getAllowedSources() {
        return allowedSources;
    }

    /**
     * Networks that notifications may come from, separated by commas, such as 203.0.113.0/24; the word wechatpay stands
     * for those that WeChat Pay documents. The address is that of the connection: behind a reverse proxy it is the
     * proxy's. Anyone by default. Not with the undertow component, which does not tell it.
     */
    public void setAllowedSources(@Nullable String allowedSources) {
        this.allowedSources = allowedSources;
    }
}
