package io.github.camelwechatpay.catalog.compiler;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong in the text files, so that one run reports everything. */
final class Mistakes {

    private final List<String> found = new ArrayList<>();

    void add(Place place, String mistake) {
        found.add(place + ": " + mistake);
    }

    /** Ends the compilation when there are any. */
    void report() {
        if (!found.isEmpty()) {
            throw new IllegalArgumentException(
                    "The catalog has " + found.size() + " mistake(s):\n" + String.join("\n", found));
        }
    }
}
