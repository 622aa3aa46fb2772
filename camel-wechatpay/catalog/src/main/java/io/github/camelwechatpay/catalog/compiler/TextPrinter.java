package io.github.camelwechatpay.catalog.compiler;

import java.util.List;
import java.util.stream.Collectors;

/** Writes one entry: the head line, then properties, filled up to 150 columns. */
final class TextPrinter {

    private static final int WIDTH = 150;
    private static final String CONTINUATION = "\n" + " ".repeat(12);

    private final StringBuilder out;

    TextPrinter(String head) {
        out = new StringBuilder(head).append('\n');
    }

    void property(String keyword, String text) {
        if (text.isEmpty()) {
            return;
        }
        out.append("  ").append(keyword).append(" ".repeat(9 - keyword.length()));
        int column = 11;
        for (String word : text.split(" ")) {
            if (column + 1 + word.length() > WIDTH && column > 12) {
                out.append(CONTINUATION);
                column = 12;
            } else {
                out.append(' ');
                column++;
            }
            out.append(word);
            column += word.length();
        }
        out.append('\n');
    }

    void docs(List<String> addresses) {
        property("docs", addresses.stream().map(Vocabulary::docsWord).collect(Collectors.joining(" ")));
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
