package io.github.camelwechatpay.catalog.compiler;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The short words that the text files use. */
final class Vocabulary {

    static final List<String> METHODS = List.of("DELETE", "GET", "PATCH", "POST", "PUT");
    static final String EVENT = "EVENT";

    static final List<String> OPERATION_KEYWORDS = List.of(
            "base",
            "path",
            "header",
            "query",
            "body",
            "file",
            "answer",
            "signed",
            "produces",
            "flags",
            "instead",
            "docs");
    static final List<String> EVENT_KEYWORDS = List.of("resource", "reply", "original", "also", "cipher", "docs");

    static final List<String> FLAGS = List.of("deprecated", "download", "unsigned", "url-from-answer");

    static final String DEFAULT_BASE = "cn";
    static final Map<String, String> BASES = inOrder(
            DEFAULT_BASE,
            "https://api.mch.weixin.qq.com/",
            "hk",
            "https://apihk.mch.weixin.qq.com/",
            "cn/hk",
            "https://api.mch.weixin.qq.com/hk/",
            "hk/global",
            "https://apihk.mch.weixin.qq.com/global/");

    static final String DEFAULT_CIPHER = "AEAD_AES_256_GCM";

    /** Families of official pages: in the files the key stands for the value. */
    static final Map<String, String> DOCS = inOrder(
            "merchant/", "https://pay.weixin.qq.com/doc/v3/merchant/",
            "partner/", "https://pay.weixin.qq.com/doc/v3/partner/",
            "global/", "https://pay.weixin.qq.com/doc/global/v3/zh/",
            "docs/", "https://pay.weixin.qq.com/docs/",
            "wiki/", "https://pay.weixin.qq.com/wiki/doc/");

    private Vocabulary() {}

    static String baseWord(String uri) {
        return BASES.entrySet().stream()
                .filter(base -> base.getValue().equals(uri))
                .map(Map.Entry::getKey)
                .collect(Collectors.joining());
    }

    static String docsWord(String address) {
        return DOCS.entrySet().stream()
                .filter(family -> address.startsWith(family.getValue()))
                .map(family ->
                        family.getKey() + address.substring(family.getValue().length()))
                .findFirst()
                .orElse(address);
    }

    private static Map<String, String> inOrder(String... wordsAndMeanings) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < wordsAndMeanings.length; i += 2) {
            map.put(wordsAndMeanings[i], wordsAndMeanings[i + 1]);
        }
        return Collections.unmodifiableMap(map);
    }
}
