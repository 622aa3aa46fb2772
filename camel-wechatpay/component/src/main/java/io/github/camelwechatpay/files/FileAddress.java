package io.github.camelwechatpay.files;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a file is fetched that an answer names. Path and query are those of the answer, byte by byte.
 *
 * @param origin scheme, host and port
 * @param target path and query, as signed
 * @param signed whether the request is signed; else it has no Authorization
 */
public record FileAddress(URI origin, String target, boolean signed) {

    /** Neither user-info nor fragment, and nothing that would have to be encoded. */
    private static final Pattern URL = Pattern.compile(
            "(https?)://([a-z0-9.-]{1,253})(?::([0-9]{1,5}))?(/[\\x21-\\x7e&&[^#\\\\]]*)", Pattern.CASE_INSENSITIVE);

    /** Labels are those of RFC 1123: no hyphen at either end, at most 63 characters. */
    private static final Pattern WECHAT_PAY =
            Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+(mch\\.weixin\\.qq\\.com|wechatpay\\.cn)");

    /** The hosts that take signed calls; the others, such as pay.wechatpay.cn, neither need nor know Authorization. */
    private static final Pattern API = Pattern.compile("api[a-z0-9]*\\.(mch\\.weixin\\.qq\\.com|wechatpay\\.cn)");

    /**
     * @param url of the answer
     * @param baseUri of option {@code baseUri}, or null; it replaces the origin of an API host, as for every call, unless
     *     it is one of WeChat Pay's own
     * @throws FileException when the file is not at WeChat Pay's, or not there by HTTPS on its standard port
     */
    public static FileAddress of(String url, URI baseUri) throws FileException {
        return of("download_url", url, baseUri);
    }

    /**
     * The same for an address from elsewhere.
     *
     * @param name of the address, for messages
     */
    public static FileAddress of(String name, String url, URI baseUri) throws FileException {
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
        boolean replaced =
                signed && own != null && !WECHAT_PAY.matcher(own.getHost()).matches();
        return new FileAddress(replaced ? own : URI.create("https://" + host + "/"), target, signed);
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
