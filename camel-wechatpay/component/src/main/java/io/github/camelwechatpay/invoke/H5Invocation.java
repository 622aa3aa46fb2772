package io.github.camelwechatpay.invoke;

import io.github.camelwechatpay.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Makes the address that a browser is sent to, with the address to return to. Signs nothing. */
final class H5Invocation implements Invocation {

    private static final String H5_URL = "h5_url";

    /** Allows no fragment, because no parameter can be appended after it. */
    private static final Pattern H5_URLS = Pattern.compile("https://[\\x21-\\x22\\x24-\\x7e]{1,2048}");

    private static final Pattern REDIRECT_URLS = Pattern.compile("https?://[^\\p{Cc}\\s]{1,2048}");

    @Override
    public JsonObject parameters(InvokeInput input, Supplier<InvokeSigner> signer) {
        String url = input.require(H5_URL, H5_URLS);
        Optional<String> back = input.optional("redirect_url", REDIRECT_URLS);
        JsonObject parameters = new JsonObject();
        parameters.put(H5_URL, url + back.map(address -> redirect(url, address)).orElse(""));
        return parameters;
    }

    private static String redirect(String url, String address) {
        return (url.indexOf('?') < 0 ? '?' : '&') + "redirect_url="
                + URLEncoder.encode(address, StandardCharsets.UTF_8);
    }

    @Override
    public boolean isSigned() {
        return false;
    }
}
