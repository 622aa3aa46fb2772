package io.github.camelwechatpay.crypto;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.openssl.PEMException;
import org.jspecify.annotations.Nullable;

/**
 * Represents a block of PEM text (RFC 7468). Labels are often edited by hand, so the content decides what the block is. Line
 * breaks are often lost on the way into a properties file, an environment variable or a secret store, so any blank or an
 * escaped {@code \n} may replace them.
 *
 * @param cipher from header {@code DEK-Info} of OpenSSL's older form; null for every other form
 * @param iv initialisation vector of the cipher
 * @param content the decoded bytes
 * @param form what the content is
 */
record PemBlock(@Nullable String cipher, byte @Nullable [] iv, byte[] content, KeyForm form) {

    private static final Pattern ESCAPE = Pattern.compile("\\\\+[nrt]?");

    /** Byte order marks and zero width characters are of category Cf, no-break spaces of category Z. */
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}\\p{Cf}\\p{Cc}]+");

    private static final Pattern BLOCK = Pattern.compile("-----BEGIN [^-]*-----(.*?)(?:-----(END [^-]*-----)?|$)");

    private static final Pattern ENCRYPTED =
            Pattern.compile(" ?Proc-Type: ?4, ?ENCRYPTED DEK-Info: ?([^, ]+), ?(\\p{XDigit}+) ");

    /**
     * Reads the blocks of a text in their order.
     *
     * @throws IOException if a block has no end, or its Base64 or its ASN.1 is broken
     */
    static List<PemBlock> of(String text) throws IOException {
        String line = BLANKS.matcher(ESCAPE.matcher(text).replaceAll(" ")).replaceAll(" ");
        List<PemBlock> blocks = new ArrayList<>();
        for (Matcher block = BLOCK.matcher(line); block.find(); ) {
            if (block.group(2) == null) {
                throw new PEMException("a block has no end");
            }
            blocks.add(block(block.group(1)));
        }
        return blocks;
    }

    private static PemBlock block(String body) throws IOException {
        Matcher headers = ENCRYPTED.matcher(body);
        if (headers.lookingAt()) {
            return new PemBlock(
                    headers.group(1),
                    HexFormat.of().parseHex(headers.group(2)),
                    decode(body.substring(headers.end())),
                    KeyForm.ENCRYPTED_BY_HEADER);
        }
        byte[] content = decode(body);
        return new PemBlock(null, null, content, KeyForm.of(content));
    }

    private static byte[] decode(String base64) throws IOException {
        try {
            return Base64.getDecoder().decode(base64.replace(" ", ""));
        } catch (IllegalArgumentException e) {
            throw new PEMException("Base64 is broken", e);
        }
    }
}
