package io.github.camelwechatpay;

import io.github.camelwechatpay.keys.TrustedKey;
import io.github.camelwechatpay.keys.TrustedKeys;
import io.github.camelwechatpay.merchant.Merchant;
import io.github.camelwechatpay.merchant.Merchants;
import io.github.camelwechatpay.merchant.ReloadableMerchant;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckResultBuilder;

/**
 * Checks whether the keys of the merchants allow calls. The details hold the state of each merchant, and no secret. The check
 * is down if no merchant in use has both a valid key of WeChat Pay and a certificate that has not expired. A single merchant
 * of several does not take the others out of service. It is a readiness check, because a restart brings no key. Thread-safe.
 */
final class WechatpayHealthCheck implements HealthCheck {

    private final Merchants merchants;
    private final Clock clock;
    private final String id;

    private volatile boolean enabled;

    WechatpayHealthCheck(Merchants merchants, Clock clock, String id, boolean enabled) {
        this.merchants = merchants;
        this.clock = clock;
        this.id = id;
        this.enabled = enabled;
    }

    @Override
    public String getGroup() {
        return "camel";
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public boolean isEnabled() {
        return enabled;
    }

    @Override
    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    public Result call(Map<String, Object> options) {
        HealthCheckResultBuilder result = HealthCheckResultBuilder.on(this).detail(CHECK_ENABLED, enabled);
        if (!enabled) {
            return result.unknown().message("disabled").build();
        }
        int used = 0;
        int able = 0;
        for (ReloadableMerchant live : merchants.all()) {
            Optional<Merchant> merchant = live.merchant();
            if (merchant.isPresent()) {
                used++;
                able += describe(live.label(merchant.get()), merchant.get(), result) ? 1 : 0;
            }
        }
        result.detail("merchants", used).detail("merchants.able", able);
        return used == 0 || able > 0
                ? result.up().build()
                : result.down()
                        .message("No merchant has a valid key of WeChat Pay and a valid certificate: see the details")
                        .build();
    }

    /** Adds the state of a merchant to the details, and returns whether its calls can succeed. */
    private boolean describe(String label, Merchant merchant, HealthCheckResultBuilder result) {
        TrustedKeys keys = merchant.keys();
        result.detail(label + ".keys", keys.ids().toString());
        keys.lastFailure().ifPresent(failure -> result.detail(label + ".failure", failure));
        keys.current()
                .map(TrustedKey::validUntil)
                .filter(until -> !until.equals(Instant.MAX))
                .ifPresent(until -> result.detail(label + ".platformCertificateDays", daysLeft(until)));
        Optional<Instant> expiry = merchant.certificateExpiry();
        expiry.ifPresent(until -> result.detail(label + ".merchantCertificateDays", daysLeft(until)));
        boolean expired =
                expiry.filter(until -> until.isBefore(clock.instant())).isPresent();
        return keys.current().isPresent() && !expired;
    }

    private long daysLeft(Instant until) {
        return Duration.between(clock.instant(), until).toDays();
    }
}
