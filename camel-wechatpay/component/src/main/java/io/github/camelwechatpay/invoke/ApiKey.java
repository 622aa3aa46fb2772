package io.github.camelwechatpay.invoke;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs with the APIv2 key of a merchant, as the pages of pay score still need it. Immutable, thread-safe. */
public final class ApiKey {

    /** Names the algorithm in parameter {@code sign_type}. */
    static final String ALGORITHM = "HMAC-SHA256";

    private static final String JCA_NAME = "HmacSHA256";
    private static final Pattern KEY = Pattern.compile("[0-9A-Za-z]{32}");

    private final String key;

    /** @throws IllegalArgumentException if the key is not 32 letters and digits */
    public ApiKey(String key) {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("Option apiKey is no APIv2 key: 32 letters and digits are expected");
        }
        this.key = key;
    }

    /**
     * Signs {@code A=1&B=2&key=KEY}.
     *
     * @param parameters each with a value that is not empty
     * @return the signature in upper-case hexadecimal
     */
    String sign(SortedMap<String, String> parameters) throws GeneralSecurityException {
        String text = parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + '=' + parameter.getValue())
                .collect(Collectors.joining("&", "", "&key=" + key));
        Mac mac = Mac.getInstance(JCA_NAME);
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), JCA_NAME));
        return HexFormat.of().withUpperCase().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }
}
