package io.github.camelwechatpay.files;

import java.nio.file.Path;

/**
 * Says where files are kept, and how large they may be.
 *
 * @param threshold most bytes of a file in memory; a larger file is kept on disk
 * @param directory of the files, created when it is needed
 * @param maxFileSize most bytes of a file, as received and as decompressed
 */
public record SpoolOptions(int threshold, Path directory, long maxFileSize) {}
