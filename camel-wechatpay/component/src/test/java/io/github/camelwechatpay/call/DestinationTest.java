package io.github.camelwechatpay.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.camelwechatpay.catalog.Catalog;
import io.github.camelwechatpay.catalog.Operation;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DestinationTest {

    private static final Catalog CATALOG = Catalog.get();
    private static final String MAINLAND = "v3/payscore/partner/permissions";
    private static final String GLOBAL = "v3/global/papay/contracts/app-pre-entrust-sign";
    private static final String CERTIFICATES = "v3/certificates";

    private static final String CN = "https://api.mch.weixin.qq.com/";
    private static final String CN_HK = "https://api.mch.weixin.qq.com/hk/";
    private static final String HK = "https://apihk.mch.weixin.qq.com/";
    private static final String HK_GLOBAL = "https://apihk.mch.weixin.qq.com/global/";

    /** Documented base URIs to: default, cn, hk, us, eu; "-" where it is refused. */
    private static final Map<List<String>, List<String>> ADDRESSES = Map.of(
            List.of(CN),
            List.of(CN, CN, "-", "-", "-"),
            List.of(CN, CN_HK),
            List.of(CN, CN, CN_HK, "-", "-"),
            List.of(CN_HK),
            List.of(CN_HK, "-", CN_HK, "-", "-"),
            List.of(HK, CN),
            List.of(HK, CN, HK, "https://apius.mch.weixin.qq.com/", "https://apieu.mch.weixin.qq.com/"),
            List.of(HK_GLOBAL),
            List.of(
                    HK_GLOBAL,
                    "-",
                    HK_GLOBAL,
                    "https://apius.mch.weixin.qq.com/global/",
                    "https://apieu.mch.weixin.qq.com/global/"));

    private static final List<Region> REGIONS = Arrays.asList(null, Region.CN, Region.HK, Region.US, Region.EU);

    @Test
    void knowsTheAddressOfEveryOperationInEveryRegion() {
        for (Operation operation : CATALOG.operations()) {
            assertThat(ADDRESSES).containsKey(operation.baseUris());
            List<String> expected = ADDRESSES.get(operation.baseUris());
            for (int i = 0; i < REGIONS.size(); i++) {
                assertThat(address(operation, REGIONS.get(i)))
                        .as("%s in %s", operation, REGIONS.get(i))
                        .isEqualTo(expected.get(i));
            }
        }
    }

    private static String address(Operation operation, Region region) {
        try {
            Destination destination = Destination.of(CATALOG, operation.path(), operation.method(), region, null);
            assertThat(destination.operation()).contains(operation);
            assertThat(destination.origin().getPath()).isEqualTo("/");
            return destination.origin().resolve(destination.prefix()).toString();
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("change option region, or set baseUri");
            return "-";
        }
    }

    @Test
    void namesRegionAndDocumentedAddressesWhenItRefuses() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Destination.of(CATALOG, MAINLAND, null, Region.HK, null))
                .withMessage(MAINLAND + " is not documented in region hk: its base URIs are " + CN
                        + " - change option region, or set baseUri");
    }

    @ParameterizedTest(name = "{0} in {1} at {2}")
    @CsvSource({
        MAINLAND + ", , http://localhost:8080, http://localhost:8080/, /, CN",
        MAINLAND + ", , http://localhost:8080/a/b, http://localhost:8080/, /a/b/, CN",
        MAINLAND + ", HK, http://localhost:8080, http://localhost:8080/, /, HK",
        GLOBAL + ", , http://localhost:8080, http://localhost:8080/, /, HK",
        GLOBAL + ", CN, http://localhost:8080, http://localhost:8080/, /, CN",
        CERTIFICATES + ", HK, http://localhost:8080, http://localhost:8080/, /hk/, HK",
        CERTIFICATES + ", , http://localhost:8080/hk/, http://localhost:8080/, /hk/, CN",
        CERTIFICATES + ", HK, https://[::1]:8443/x/, https://[::1]:8443/, /x/, HK"
    })
    void lookAddressesUpUnderABaseUri(
            String path, Region region, String baseUri, URI origin, String prefix, Region served) {
        Destination destination = Destination.of(CATALOG, path, null, region, Destination.baseUri(baseUri));

        assertThat(destination.origin()).isEqualTo(origin);
        assertThat(destination.prefix()).isEqualTo(prefix);
        assertThat(destination.region()).isEqualTo(served);
    }

    static Stream<Arguments> noBaseUris() {
        String scheme = "it does not begin with https:// or http://";
        String host = "its host is missing, or its host or port has characters that they cannot have";
        String port = "its port is not a number from 1 to 65535";
        String extra = "it has a query or a fragment";
        String path = "its path has empty segments, dot segments, percent signs or letters other than ASCII";
        String characters = "it has characters that a URI cannot have";
        return Stream.of(
                arguments("", scheme),
                arguments("api.mch.weixin.qq.com", scheme),
                arguments("localhost:8080", scheme),
                arguments("//localhost/", scheme),
                arguments("ftp://localhost/", scheme),
                arguments("mailto:a@b", scheme),
                arguments("https:localhost", host),
                arguments("https:///v3", host),
                arguments("https://:8080/", host),
                arguments("https://my_host/", host),
                arguments("https://localhost:x/", host),
                arguments("https://localhost:-1/", host),
                arguments("https://localhost:99999999999/", host),
                arguments("https://256.1.1.1/", host),
                arguments("http://127.0.0.1:99999", port),
                arguments("http://127.0.0.1:65536/", port),
                arguments("http://[::1]:65536/", port),
                arguments("http://127.0.0.1:0/", port),
                arguments("http://127.0.0.1:/", port),
                arguments("http://[fe80::1%25eth0]/", "its host has the name of a network interface"),
                arguments("https://user:password@localhost/", "it has a user"),
                arguments("https://user@localhost/", "it has a user"),
                arguments("https://localhost/?a", extra),
                arguments("https://localhost?", extra),
                arguments("https://localhost/#a", extra),
                arguments("https://localhost#", extra),
                arguments("https://localhost/a%2Fb/", path),
                arguments("https://localhost/网关/", path),
                arguments("https://localhost//", path),
                arguments("https://localhost/a//b/", path),
                arguments("https://localhost/a/../b/", path),
                arguments("https://localhost/./", path),
                arguments("https://", characters),
                arguments("https://user:pass word-17@localhost/", characters),
                arguments("https://localhost/a b/", characters),
                arguments("https://local host/", characters),
                arguments("https://localhost\\a/", characters),
                arguments("https://[::1/", characters));
    }

    @ParameterizedTest
    @MethodSource("noBaseUris")
    void rejectsBaseUrisThatAreNoneAndSaysWhy(String baseUri, String flaw) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Destination.baseUri("backupBaseUri", baseUri))
                .withMessage("Option backupBaseUri is not an address: " + flaw
                        + ". Write scheme, host, port and perhaps a path, such as https://api.mch.weixin.qq.com/")
                .withNoCause();
    }

    @ParameterizedTest
    @CsvSource({
        "HTTPS://api.mch.weixin.qq.com, HTTPS://api.mch.weixin.qq.com/",
        "' http://localhost:1/ ', http://localhost:1/",
        "http://localhost:65535/a.b/.c, http://localhost:65535/a.b/.c/",
        "http://[::1]:8080, http://[::1]:8080/",
        "http://127.0.0.1, http://127.0.0.1/"
    })
    void takesOtherBaseUrisWithASlashAtTheEnd(String baseUri, URI expected) {
        assertThat(Destination.baseUri(baseUri)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"post, POST", "' Patch ', PATCH", "GET, GET", ", POST"})
    void takesTheMethodThatIsSaidElseTheOnlyDocumentedOne(String method, String expected) {
        Destination destination = Destination.of(CATALOG, MAINLAND, method, null, null);

        assertThat(destination.method()).isEqualTo(expected);
        assertThat(destination.operation().isPresent()).isEqualTo(expected.equals("POST"));
        assertThat(destination.origin()).hasToString(CN);
    }

    @Test
    void refusesAnUnknownMethod() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Destination.of(CATALOG, MAINLAND, "FETCH", null, null))
                .withMessage("Unknown method \"FETCH\": set option method to one of DELETE, GET, PATCH, POST, PUT");
    }

    @Test
    void asksForTheMethodWhereSeveralAreDocumented() {
        Optional<String> path = CATALOG.operations().stream()
                .map(Operation::path)
                .filter(each -> CATALOG.find(each).size() > 1)
                .findFirst();

        path.ifPresent(several -> assertThatIllegalArgumentException()
                .isThrownBy(() -> Destination.of(CATALOG, several, null, null, null))
                .withMessageContaining("has several documented methods: set option method to one of "));
    }

    @Test
    void asksForTheMethodOfAnUnknownPathAndHints() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Destination.of(CATALOG, "v3/certificate", null, Region.CN, null))
                .withMessageContaining("The catalog does not know v3/certificate")
                .withMessageContaining(CERTIFICATES)
                .withMessageContaining("set option method, and region or baseUri");
    }

    @Test
    void asksForTheAddressOfAnUnknownPath() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Destination.of(CATALOG, "v3/unheard-of", "POST", null, null))
                .withMessage(
                        "The catalog does not know v3/unheard-of: set option region or baseUri to say which gateway"
                                + " serves it");
    }

    @ParameterizedTest
    @CsvSource({"CN, , " + CN, "EU, , https://apieu.mch.weixin.qq.com/", ", http://localhost:1/a, http://localhost:1/a/"
    })
    void sendsAnUnknownPathWhereItIsTold(Region region, String baseUri, String address) {
        Destination destination = Destination.of(
                CATALOG, "v3/unheard-of", "POST", region, baseUri == null ? null : Destination.baseUri(baseUri));

        assertThat(destination.operation()).isEmpty();
        assertThat(destination.origin().resolve(destination.prefix())).hasToString(address);
    }
}
