package io.github.camelwechatpay.files;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Represents the address of a file that a response names. Path and query are those of the response, byte by byte.
 *
 * @param origin scheme, host and port
 * @param target path and query, as signed
 * @param signed whether the request has header Authorization
 */
public record FileAddress(URI origin, String target, boolean signed) {

    /** Allows neither user-info nor fragment, and no character that would have to be encoded. */
    private static final Pattern URL = Pattern.compile(
            "(https?)://([a-z0-9.-]{1,253})(?::([0-9]{1,5}))?(/[\\x21-\\x7e&&[^#\\\\]]*)", Pattern.CASE_INSENSITIVE);

    /** Has labels of RFC 1123: no hyphen at either end, at most 63 characters. */
    private static final Pattern WECHAT_PAY =
            Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+(mch\\.weixin\\.qq\\.com|wechatpay\\.cn)");

    /** Hosts that take signed calls. Other hosts, such as pay.wechatpay.cn, do not need header Authorization. */
    private static final Pattern API = Pattern.compile("api[a-z0-9]*\\.(mch\\.weixin\\.qq\\.com|wechatpay\\.cn)");

    /**
     * Reads {@code download_url} of a response.
     *
     * @param baseUri value of option {@code baseUri}. It replaces the origin of an API host, as for every call, unless it is
     *     an address of WeChat Pay.
     * @throws FileException if the host is not WeChat Pay's, or is not reached by HTTPS on its standard port
     */
    public static FileAddress of(String url, @Nullable URI baseUri) throws FileException {
        return of("download_url", url, baseUri);
    }

    /**
     * Reads the address of a file as {@link #of(String, URI)} does.
     *
     * @param name of the address, for messages
     */
    public static FileAddress of(String name, String url, @Nullable URI baseUri) throws FileException {
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            throw refused(name, "it is none of scheme, host and path", "");
        }
        String scheme = parts.group(1).toLowerCase(Locale.ROOT);
        String host = parts.group(2).toLowerCase(Locale.ROOT);
        int port = parts.group(3) == null ? standardPort(scheme) : Integer.parseInt(parts.group(3));
        String target = parts.group(4);
        URI own = baseUri == null ? null : baseUri.resolve("/");
        if (own != null && isOrigin(own, scheme, host, port)) {
            return new FileAddress(own, target, true);
        }
        if (!scheme.equals("https")
                || port != standardPort(scheme)
                || !WECHAT_PAY.matcher(host).matches()) {
            throw refused(name, "it is not at WeChat Pay's by HTTPS", " (" + scheme + "://" + host + ":" + port + ")");
        }
        boolean signed = API.matcher(host).matches();
        URI origin = signed && own != null && !WECHAT_PAY.matcher(own.getHost()).matches()
                ? own
                : URI.create("https://" + host + "/");
        return new FileAddress(origin, target, signed);
    }

    private static boolean isOrigin(URI own, String scheme, String host, int port) {
        int ownPort = own.getPort() < 0 ? standardPort(own.getScheme()) : own.getPort();
        return own.getScheme().equalsIgnoreCase(scheme) && own.getHost().equalsIgnoreCase(host) && ownPort == port;
    }

    private static int standardPort(String scheme) {
        return scheme.equalsIgnoreCase("https") ? 443 : 80;
    }

    private static FileException refused(String name, String why, String where) {
        return new FileException(name + " is refused, " + why + where + ": nothing was sent there");
    }
}
