package io.github.camelwechatpay.files;

import java.io.IOException;
import java.io.InputStream;

/** The content of a file, which can be read several times, one after the other. */
@FunctionalInterface
public interface FileSource {

    /** The content from its beginning; the caller closes it. */
    InputStream open() throws IOException;
}
