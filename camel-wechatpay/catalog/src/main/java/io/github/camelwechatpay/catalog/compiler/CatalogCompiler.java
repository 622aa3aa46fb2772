package io.github.camelwechatpay.catalog.compiler;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The build step that turns the text files of the catalog into the index. Not part of the jar. */
public final class CatalogCompiler {

    private CatalogCompiler() {}

    /**
     * Compiles a folder into a file.
     *
     * @param arguments the folder of the text files, and the index to write
     * @throws IllegalArgumentException that lists every mistake in the text files with its file and line
     * @throws IOException when a file cannot be read or written
     */
    public static void main(String[] arguments) throws IOException {
        Path index = Path.of(arguments[1]);
        byte[] compiled = compile(Path.of(arguments[0]));
        // An unchanged file keeps its time, so that nothing that depends on it is built again
        if (!Files.exists(index) || !Arrays.equals(Files.readAllBytes(index), compiled)) {
            Files.createDirectories(index.getParent());
            Files.write(index, compiled);
        }
    }

    /**
     * Compiles a folder.
     *
     * @throws IllegalArgumentException that lists every mistake in the text files with its file and line
     * @throws IOException when a file cannot be read
     */
    public static byte[] compile(Path folder) throws IOException {
        return IndexWriter.write(CatalogText.read(folder));
    }
}
