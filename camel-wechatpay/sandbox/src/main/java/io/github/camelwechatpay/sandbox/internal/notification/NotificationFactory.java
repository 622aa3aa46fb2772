package io.github.camelwechatpay.sandbox.internal.notification;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelwechatpay.catalog.Catalog;
import io.github.camelwechatpay.catalog.Notification;
import io.github.camelwechatpay.sandbox.NotificationFault;
import io.github.camelwechatpay.sandbox.SandboxNotification;
import io.github.camelwechatpay.sandbox.SignedNotification;
import io.github.camelwechatpay.sandbox.SigningKey;
import io.github.camelwechatpay.sandbox.internal.common.RandomText;
import io.github.camelwechatpay.sandbox.internal.common.SandboxClock;
import io.github.camelwechatpay.sandbox.internal.common.StrictJson;
import io.github.camelwechatpay.sandbox.internal.http.RequestId;
import io.github.camelwechatpay.sandbox.internal.keys.AeadCipher;
import io.github.camelwechatpay.sandbox.internal.keys.FieldEncryption;
import io.github.camelwechatpay.sandbox.internal.keys.Merchant;
import io.github.camelwechatpay.sandbox.internal.keys.Merchants;
import io.github.camelwechatpay.sandbox.internal.keys.MessageSigner;
import io.github.camelwechatpay.sandbox.internal.keys.PlatformKey;
import io.github.camelwechatpay.sandbox.internal.keys.PlatformKeys;
import io.github.camelwechatpay.sandbox.internal.keys.ResourceCipher;
import io.github.camelwechatpay.sandbox.internal.keys.SignatureDefect;
import io.github.camelwechatpay.sandbox.internal.keys.Suite;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Makes notifications: the encrypted resource, the envelope around it, the headers. */
public final class NotificationFactory {
    /** How many event types a message suggests. */
    private static final int NEAREST = 3;

    private final Catalog catalog;
    private final PlatformKeys keys;
    private final Merchants merchants;
    private final Merchant first;
    private final MessageSigner signer;
    private final SandboxClock clock;

    /** @param first the merchant that receives notifications without a merchant number */
    public NotificationFactory(
            Catalog catalog,
            PlatformKeys keys,
            Merchants merchants,
            Merchant first,
            MessageSigner signer,
            SandboxClock clock) {
        this.catalog = catalog;
        this.keys = keys;
        this.merchants = merchants;
        this.first = first;
        this.signer = signer;
        this.clock = clock;
    }

    /**
     * Makes the body of one notification; all attempts to deliver it send these bytes.
     *
     * @throws IllegalArgumentException when the catalog does not know the event type, and the order does not force it
     */
    public byte[] envelope(SandboxNotification order) {
        Optional<Notification> documented = documented(order);
        ObjectNode envelope = StrictJson.object()
                .put("id", UUID.randomUUID().toString())
                .put("create_time", clock.rfc3339())
                .put("event_type", order.eventType())
                .put("resource_type", "encrypt-resource")
                .put("summary", documented.map(Notification::name).orElse(order.eventType()));
        String originalType = order.originalType()
                .or(() -> documented.flatMap(
                        known -> known.originalTypes().stream().findFirst()))
                .orElseGet(() -> order.eventType().split("\\.", 2)[0].toLowerCase(Locale.ROOT));
        Suite suite = key(order.signWith()).suite();
        ObjectNode resource = resource(
                clearText(order, documented, suite),
                order.associatedData(),
                wrongSecret(order, suite).orElseGet(() -> merchant(order).cipher(suite)));
        resource.put("original_type", originalType);
        if (order.fault().filter(NotificationFault.TAMPERED_CIPHERTEXT::equals).isPresent()) {
            resource.put("ciphertext", tampered(resource.get("ciphertext").textValue()));
        }
        envelope.set("resource", resource);
        return StrictJson.bytes(envelope);
    }

    private Optional<Notification> documented(SandboxNotification order) {
        Optional<Notification> documented = catalog.notification(order.eventType());
        if (documented.isEmpty() && !order.force()) {
            List<String> nearest = catalog.nearestEventTypes(order.eventType(), NEAREST);
            throw new IllegalArgumentException("Notification not sent: the catalog has no event type "
                    + order.eventType() + ". Write "
                    + (nearest.isEmpty()
                            ? "a documented one"
                            : "a documented one, such as " + String.join(", ", nearest))
                    + ", or set force to true");
        }
        return documented;
    }

    /** Signs the notification for one attempt: nonce, timestamp, signature and request id are new each time. */
    public SignedNotification sign(SandboxNotification order, byte[] envelope) {
        SignatureDefect defect = order.fault().map(NotificationFactory::defect).orElse(SignatureDefect.NONE);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("Request-ID", RequestId.next(0));
        headers.putAll(signer.sign(key(order.signWith()), envelope, defect));
        boolean tampered =
                order.fault().filter(NotificationFault.TAMPERED_BODY::equals).isPresent();
        return new SignedNotification(headers, tampered ? otherId(envelope) : envelope);
    }

    /** Returns what the fault does to the signature of the notification. */
    private static SignatureDefect defect(NotificationFault fault) {
        return switch (fault) {
            case SIGNTEST -> SignatureDefect.SIGNTEST;
            case STALE -> SignatureDefect.STALE;
            case FUTURE -> SignatureDefect.FUTURE;
            case UNKNOWN_SERIAL -> SignatureDefect.UNKNOWN_SERIAL;
            case NO_SIGNATURE -> SignatureDefect.MISSING;
            default -> SignatureDefect.NONE;
        };
    }

    /** Returns the {@code resource} object of an envelope, without {@code original_type}. */
    public ObjectNode resource(byte[] clear, Optional<String> associatedData, Suite suite) {
        return resource(clear, associatedData, first.cipher(suite));
    }

    public PlatformKey key(Optional<SigningKey> wanted) {
        return wanted.map(key -> switch (key) {
                    case PLATFORM -> keys.newestCertificate(Suite.RSA).key();
                    case PUBLIC_KEY -> keys.publicKey();
                    case SM2 -> keys.newestCertificate(Suite.SM2).key();
                })
                .orElseGet(() -> keys.preferred(Suite.RSA));
    }

    private static ObjectNode resource(byte[] clear, Optional<String> associatedData, ResourceCipher cipher) {
        String nonce = RandomText.secure().alphanumeric(AeadCipher.NONCE_LENGTH);
        ObjectNode resource = StrictJson.object()
                .put("algorithm", cipher.algorithm())
                .put("nonce", nonce)
                .put("ciphertext", cipher.encrypt(clear, nonce, associatedData.orElse("")));
        associatedData.ifPresent(data -> resource.put("associated_data", data));
        return resource;
    }

    /** Encrypts the fields that are documented as encrypted for the merchant, and keeps other text as given. */
    private byte[] clearText(SandboxNotification order, Optional<Notification> documented, Suite suite) {
        Optional<JsonNode> json = StrictJson.parse(order.resource());
        Optional<PublicKey> key = merchant(order).newestKey(suite);
        if (json.isPresent() && documented.isPresent() && key.isPresent()) {
            JsonNode encrypted = json.get().deepCopy();
            new FieldEncryption(key.get()).encrypt(encrypted, documented.get().fields());
            if (!encrypted.equals(json.get())) {
                return StrictJson.bytes(encrypted);
            }
        }
        return order.resource().getBytes(StandardCharsets.UTF_8);
    }

    private Merchant merchant(SandboxNotification order) {
        return order.mchid().map(merchants::require).orElse(first);
    }

    private static Optional<ResourceCipher> wrongSecret(SandboxNotification order, Suite suite) {
        return order.fault()
                .filter(NotificationFault.WRONG_SECRET::equals)
                .map(fault -> suite.resourceCipher(RandomText.secure().alphanumeric(32)));
    }

    private static String tampered(String base64) {
        byte[] bytes = Base64.getDecoder().decode(base64);
        bytes[0] ^= 1;
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Changes the last digit of the id; the body stays valid JSON of the same length. */
    private static byte[] otherId(byte[] envelope) {
        byte[] other = envelope.clone();
        int last = "{\"id\":\"".length() + 35;
        other[last] = (byte) (other[last] == '0' ? '1' : '0');
        return other;
    }
}
