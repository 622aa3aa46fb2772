package io.github.camelwechatpay.catalog.compiler;

import java.nio.file.Path;

/** A line of a text file; lines count from 1. */
record Place(Path file, int line) {

    Place plus(int lines) {
        return new Place(file, line + lines);
    }

    @Override
    public String toString() {
        return file + ":" + line;
    }
}
