package io.github.camelwechatpay.files;

import java.io.IOException;
import java.io.InputStream;

/** Gives the content of a file, several times if needed, one reading after the other. */
@FunctionalInterface
public interface FileSource {

    /** Opens the content at its beginning. The caller closes it. */
    InputStream open() throws IOException;
}
