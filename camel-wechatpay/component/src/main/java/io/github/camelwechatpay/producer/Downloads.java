package io.github.camelwechatpay.producer;

import io.github.camelwechatpay.BillDecryptor;
import io.github.camelwechatpay.WechatpayCallException;
import io.github.camelwechatpay.call.Answer;
import io.github.camelwechatpay.call.ApiError;
import io.github.camelwechatpay.call.Call;
import io.github.camelwechatpay.call.CallSender;
import io.github.camelwechatpay.call.CallSigner;
import io.github.camelwechatpay.call.Deadline;
import io.github.camelwechatpay.call.Failures;
import io.github.camelwechatpay.files.Content;
import io.github.camelwechatpay.files.FileAddress;
import io.github.camelwechatpay.files.FileException;
import io.github.camelwechatpay.files.FileLink;
import io.github.camelwechatpay.files.FileReception;
import io.github.camelwechatpay.files.FileTarget;
import io.github.camelwechatpay.files.KeptFile;
import io.github.camelwechatpay.files.Spool;
import io.github.camelwechatpay.files.SpoolOptions;
import io.github.camelwechatpay.json.WireJson;
import io.github.camelwechatpay.merchant.Merchant;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Objects;
import org.apache.camel.Exchange;

/**
 * Makes the message bodies of {@code responseType=stream} and {@code responseType=file}, and fetches the files that a response
 * names. Each file is checked before the route sees it. Thread-safe.
 */
public final class Downloads {

    /** Value of option {@code responseType} for a body that is a stream. */
    public static final String STREAM = "stream";

    private static final String FILE = "file";

    private static final String ANY = "*/*";

    private final CallOptions options;
    private final CallSender sender;
    private final SpoolOptions spool;

    /** Creates the downloads of an endpoint. With {@code responseType=file} it also removes files that a crash left. */
    public Downloads(CallOptions options, CallSender sender) {
        this.options = options;
        this.sender = sender;
        this.spool = options.streams().spool();
        if (FILE.equals(options.responseType())) {
            KeptFile.removeRemains(spool.directory(), Instant.now().minus(options.downloadTimeout()));
        }
    }

    /** Returns whether option {@code responseType} asks for a stream or a file. */
    public static boolean isWanted(String responseType) {
        return STREAM.equals(responseType) || FILE.equals(responseType);
    }

    /**
     * Checks that the component can read the files of an operation.
     *
     * @throws IllegalArgumentException if they are encrypted bills and option {@code billDecryptor} is not set
     */
    public void check(ResolvedOperation operation) {
        if (options.billDecryptor() == null
                && operation
                        .destination()
                        .operation()
                        .filter(FileLink::isEncryptionDocumented)
                        .isPresent()) {
            throw new IllegalArgumentException(
                    operation + " gives encrypted bills: set option billDecryptor to a bean of"
                            + " type BillDecryptor (page Downloads and bills), or responseType to map to get the addresses");
        }
    }

    /**
     * Opens the place where a file is kept while it arrives.
     *
     * @param call the call that has not been sent yet, for messages
     * @throws WechatpayCallException if no file can be written; its outcome is {@code NOT_SENT}
     */
    FileTarget target(Call call) throws WechatpayCallException {
        try {
            return target();
        } catch (FileException e) {
            throw Failures.notSent(call, e.getMessage(), e);
        }
    }

    private FileTarget target() throws FileException {
        return FILE.equals(options.responseType()) ? new KeptFile(spool) : new Spool(spool);
    }

    /** Returns the message body of a file that has been checked. */
    Object body(Call call, Answer answer, FileTarget target, Exchange exchange) throws WechatpayCallException {
        try {
            return body(target, exchange);
        } catch (IOException e) {
            throw Failures.unusable(
                    call,
                    answer,
                    "answered " + answer.status() + ", but the file cannot be kept: " + e.getMessage(),
                    e);
        }
    }

    private Object body(FileTarget target, Exchange exchange) throws IOException {
        if (target instanceof KeptFile kept) {
            return kept.finish();
        }
        return options.streams().of(((Spool) target).finish(), exchange);
    }

    /** Returns the message body of a response that is no file and names no file. */
    Object body(byte[] content, Exchange exchange) throws IOException {
        if (!FILE.equals(options.responseType())) {
            return options.streams().of(Content.of(content), exchange);
        }
        try (FileTarget target = target()) {
            target.write(content);
            return body(target, exchange);
        }
    }

    /** Returns whether the response of an operation is documented to name files. */
    static boolean isFollowed(ResolvedOperation operation) {
        return operation
                .destination()
                .operation()
                .filter(FileLink::isDocumented)
                .isPresent();
    }

    /**
     * Fetches the files that a verified response names, and joins them.
     *
     * @param first the call that got the response
     * @param answer the verified response
     * @throws WechatpayCallException if a file cannot be fetched, or its digest is not the announced one
     */
    Object follow(Exchange exchange, Merchant merchant, Call first, Answer answer) throws WechatpayCallException {
        try (FileTarget target = target()) {
            for (FileLink link : FileLink.of(WireJson.parse(answer.body()))) {
                fetch(merchant, first, link, target);
            }
            return body(target, exchange);
        } catch (IOException | RuntimeException e) {
            throw Failures.unusable(
                    first, answer, "answered " + answer.status() + ", verified, but " + e.getMessage(), e);
        }
    }

    private void fetch(Merchant merchant, Call first, FileLink link, FileTarget target)
            throws WechatpayCallException, IOException {
        FileReception reception = FileReception.announced(target, link);
        FileAddress address = FileAddress.of(link.url(), options.baseUri());
        Call call = new Call(
                "GET",
                address.origin(),
                address.signed() ? options.gatewayPath() : null,
                address.target(),
                null,
                ANY,
                first.wechatpaySerial(),
                null);
        try (Spool sealed = new Spool(spool)) {
            boolean encrypted = link.encryptKey() != null;
            Answer answer =
                    receive(merchant, call, address.signed(), encrypted ? FileReception.plain(sealed) : reception);
            try {
                if (encrypted) {
                    decrypt(merchant, link, sealed.finish(), reception);
                }
                reception.check(link);
            } catch (IOException | GeneralSecurityException e) {
                throw Failures.unverified(call, answer, e);
            }
        }
    }

    private Answer receive(Merchant merchant, Call call, boolean signed, FileReception reception)
            throws WechatpayCallException {
        Answer answer = sender.fetch(
                call,
                signed ? merchant.requireIdentity() : CallSigner.UNSIGNED,
                Deadline.in(options.callTimeout()),
                options.downloadTimeout(),
                reception::receive);
        if (!answer.isSuccess()) {
            // UNKNOWN, not REJECTED: WeChat Pay has accepted the operation, and its response named the file
            throw Failures.unusable(
                    call,
                    answer,
                    "the file is answered " + answer.status() + " "
                            + Objects.requireNonNullElse(
                                    ApiError.read(answer.body()).code(), "without an API code")
                            + answer.redirect()
                                    .map(host -> ". It redirects to " + host + ", and redirects are not followed")
                                    .orElse(""),
                    null);
        }
        return answer;
    }

    private void decrypt(Merchant merchant, FileLink link, Content sealed, FileReception reception)
            throws IOException, GeneralSecurityException {
        BillDecryptor decryptor = options.billDecryptor();
        if (decryptor == null) {
            throw new FileException("the bill is encrypted: set option billDecryptor");
        }
        sealed.retain();
        try (InputStream ciphertext = sealed.open();
                InputStream plain = decryptor.decrypt(
                        new BillDecryptor.EncryptedBill(
                                merchant.requireIdentity().mchid(),
                                merchant.decryptKey(link.encryptKey()),
                                link.nonce()),
                        ciphertext)) {
            reception.receive(plain);
        } finally {
            sealed.release();
        }
    }
}
