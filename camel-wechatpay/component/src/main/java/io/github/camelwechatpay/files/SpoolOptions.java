package io.github.camelwechatpay.files;

import java.nio.file.Path;

/**
 * Where files are kept, and how large they may be.
 *
 * @param threshold bytes that are kept in memory; what is larger goes to a file
 * @param directory of the files, created when it is needed
 * @param maxFileSize bytes, as received and decompressed
 */
public record SpoolOptions(int threshold, Path directory, long maxFileSize) {}
