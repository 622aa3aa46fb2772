package io.github.camelwechatpay.sandbox.internal.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parts of a {@code multipart/form-data} body by name, with their bytes as received. */
public record MultipartBody(Map<String, Part> parts) {
    /** The name of the part whose text is signed in place of the body. */
    public static final String META = "meta";

    private static final String TYPE = "multipart/form-data";
    private static final String END_OF_HEAD = "\r\n\r\n";
    private static final Pattern BOUNDARY =
            Pattern.compile(";\\s*boundary=(?:\"([^\"]{1,70})\"|([^\\s;\"]{1,70}))", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME = Pattern.compile(";\\s*name=\"([^\"]*)\"");
    private static final Pattern DISPOSITION = Pattern.compile("(?im)^content-disposition:\\s*form-data([^\\r\\n]*)$");

    /** @param file whether the part has a file name */
    public record Part(boolean file, byte[] content) {}

    public static boolean announced(GatewayRequest request) throws Refusal {
        return isMultipart(request.header("Content-Type").orElse(""));
    }

    static boolean isMultipart(String contentType) {
        return contentType.toLowerCase(Locale.ROOT).startsWith(TYPE);
    }

    public static MultipartBody parse(GatewayRequest request) throws Refusal {
        Matcher boundary = BOUNDARY.matcher(request.header("Content-Type").orElse(""));
        if (!boundary.find()) {
            throw Refusal.parameter("Content-Type", "header", "multipart without a boundary");
        }
        String delimiter = "--" + (boundary.group(1) != null ? boundary.group(1) : boundary.group(2));
        // One character per byte makes searching simple, and keeps all bytes
        String text = new String(request.body(), StandardCharsets.ISO_8859_1);
        Map<String, Part> parts = new LinkedHashMap<>();
        if (!text.startsWith(delimiter)) {
            throw malformed();
        }
        int position = delimiter.length();
        while (!text.startsWith("--", position)) {
            int head = position + 2;
            int end = text.indexOf("\r\n" + delimiter, head);
            int blank = text.indexOf(END_OF_HEAD, position);
            if (!text.startsWith("\r\n", position) || end < 0 || blank < 0 || blank + END_OF_HEAD.length() > end) {
                throw malformed();
            }
            add(parts, text.substring(head, blank), text.substring(blank + END_OF_HEAD.length(), end));
            position = end + 2 + delimiter.length();
        }
        return new MultipartBody(parts);
    }

    private static void add(Map<String, Part> parts, String head, String content) throws Refusal {
        Matcher disposition = DISPOSITION.matcher(head);
        Matcher name = NAME.matcher(disposition.find() ? disposition.group(1) : "");
        if (!name.find()) {
            throw malformed();
        }
        boolean file = disposition.group(1).toLowerCase(Locale.ROOT).contains("; filename");
        Part part = new Part(file, content.getBytes(StandardCharsets.ISO_8859_1));
        if (parts.put(name.group(1), part) != null) {
            throw Refusal.parameter("/" + name.group(1), "body", "a part that is there twice");
        }
    }

    private static Refusal malformed() {
        return Refusal.parameter("", "body", "not multipart/form-data as its boundary says");
    }

    /** Returns the bytes that the signature covers. */
    public byte[] signed() throws Refusal {
        Part meta = parts.get(META);
        if (meta == null) {
            throw Refusal.parameter("/" + META, "body", "required and missing");
        }
        return meta.content();
    }
}
