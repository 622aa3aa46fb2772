package io.github.camelwechatpay.catalog;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be counted in the built catalog, so that no edit loses or gains a fact unseen. */
class WholeCatalogTest {

    private static final String CN = "https://api.mch.weixin.qq.com/";
    private static final String HK = "https://apihk.mch.weixin.qq.com/";
    private static final int KILOBYTE = 1024;

    private final Catalog catalog = Catalog.get();

    @Test
    void hasEveryOperationAndNotification() {
        assertThat(catalog.operations()).hasSize(1018);
        assertThat(catalog.notifications()).hasSize(102);
        assertThat(countBy(Operation::method))
                .containsOnly(
                        entry("POST", 567L),
                        entry("GET", 403L),
                        entry("PATCH", 30L),
                        entry("DELETE", 13L),
                        entry("PUT", 5L));
    }

    @Test
    void fitsIntoTheJar() throws IOException {
        try (InputStream index = Catalog.class.getResourceAsStream(IndexReader.RESOURCE)) {
            CountingStream deflated = new CountingStream();
            try (DeflaterOutputStream deflater = new DeflaterOutputStream(deflated)) {
                index.transferTo(deflater);
            }
            assertThat(deflated.count).isBetween(50 * KILOBYTE, 400 * KILOBYTE);
        }
    }

    @Test
    void knowsThePathsWithSeveralMethods() {
        Map<String, TreeSet<String>> methods = catalog.operations().stream()
                .collect(groupingBy(Operation::path, mapping(Operation::method, toCollection(TreeSet::new))));
        List<TreeSet<String>> several =
                methods.values().stream().filter(each -> each.size() > 1).toList();

        assertThat(methods).hasSize(935);
        assertThat(several).hasSize(71);
        assertThat(several.stream().filter(new TreeSet<>(List.of("GET", "POST"))::equals))
                .hasSize(40);
        assertThat(catalog.find("v3/merchant-service/complaint-notifications"))
                .extracting(Operation::method)
                .containsExactly("DELETE", "GET", "POST", "PUT");
    }

    @Test
    void knowsHowEveryUploadIsMade() {
        List<UploadForm> uploads = catalog.operations().stream()
                .flatMap(operation -> operation.upload().stream())
                .toList();

        assertThat(uploads).hasSize(14);
        assertThat(count(operation -> operation.multipart()
                        && operation.upload().map(UploadForm::digestAlgorithm).equals(Optional.of("SM3"))))
                .isEqualTo(2);
        assertThat(uploads).filteredOn(form -> form.fileName().isEmpty()).hasSize(3);
        assertThat(uploads)
                .extracting(form -> form.file().name())
                .containsOnly("file", "due_diligence_file", "submission_file");
        assertThat(uploads.stream()
                        .flatMap(UploadForm::otherFields)
                        .filter(Field::required)
                        .map(Field::name))
                .containsExactlyInAnyOrder(
                        "bank_type",
                        "transaction_id",
                        "openid",
                        "item_id",
                        "sub_mchid",
                        "item_id",
                        "file_type",
                        "company_mchid",
                        "region_id");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v3/merchant/media/upload | jpg:5MB bmp:5MB png:5MB pdf:7.5MB",
                "v3/ecommerce/account/cancel-applications/media | *:2MB",
                "v3/marketing/shopping-receipt/shoppingreceipts | png:200KB jpg:200KB",
                "v3/marketing/bank/packages/{package_id}/tasks | ''"
            })
    void knowsWhatAFileMayBe(String path, String limits) {
        assertThat(catalog.find("POST", path).orElseThrow().fileLimits().stream()
                        .map(FileLimit::toString))
                .isEqualTo(limits.isEmpty() ? List.of() : List.of(limits.split(" ")));
    }

    @Test
    void knowsTheTrailingSlashes() {
        assertThat(catalog.operations().stream().map(Operation::path).filter(path -> path.endsWith("/")))
                .containsExactly("v3/applyment4sub/applyment/", "v3/ecommerce/applyments/");
        assertThat(catalog.unchain("v3.applyment4sub.applyment._empty_")).contains("v3/applyment4sub/applyment/");
        assertThat(catalog.find("v3/applyment4sub/applyment")).isEmpty();
    }

    @Test
    void knowsTheHosts() {
        assertThat(countBy(Operation::baseUris))
                .containsOnly(
                        entry(List.of(CN), 916L),
                        entry(List.of(HK, CN), 76L),
                        entry(List.of(CN + "hk/"), 20L),
                        entry(List.of(HK + "global/"), 5L),
                        entry(List.of(CN, CN + "hk/"), 1L));
    }

    @ParameterizedTest
    @CsvSource({
        "POST,  v3/pay/transactions/jsapi,                     https://api.mch.weixin.qq.com/",
        "POST,  v3/global/transactions/jsapi,                  https://apihk.mch.weixin.qq.com/",
        "POST,  v3/payscore/oversea/partner/serviceorder,      https://apihk.mch.weixin.qq.com/",
        "POST,  v3/transactions/jsapi,                         https://api.mch.weixin.qq.com/hk/",
        "PUT,   v3/merchants,                                  https://api.mch.weixin.qq.com/hk/",
        "PATCH, v3/customs/orders,                             https://apihk.mch.weixin.qq.com/global/",
    })
    void knowsTheDefaultHost(String method, String path, String base) {
        assertThat(catalog.find(method, path).orElseThrow().baseUris()).first().isEqualTo(base);
    }

    @Test
    void knowsWhatIsEncrypted() {
        Predicate<Operation> body = operation -> encrypted(operation.body()) > 0;
        Predicate<Operation> query = operation -> encrypted(operation.query()) > 0;

        assertThat(count(body)).isEqualTo(108);
        assertThat(count(query)).isEqualTo(11);
        assertThat(count(body.or(query))).isEqualTo(119);
        assertThat(count(operation -> encrypted(operation.answer()) > 0)).isEqualTo(45);
        assertThat(sum(operation -> encrypted(operation.body()))).isEqualTo(273);
        assertThat(sum(operation -> encrypted(operation.answer()))).isEqualTo(79);
        assertThat(catalog.notifications())
                .filteredOn(notification -> encrypted(notification.fields()) > 0)
                .extracting(Notification::eventType)
                .containsExactly(
                        "BRAND_MEMBER_CARD_SP.USER_CARD.CREATE",
                        "BRAND_MEMBER_CARD_SP.USER_CARD.DELETE",
                        "MCHTRANSFER.QQWALLETBILL.FINISHED",
                        "MEMBERCARD.ACCEPT_CARD");
    }

    @Test
    void knowsTheHeadersThatCallersSend() {
        Map<String, Long> headers = catalog.operations().stream()
                .flatMap(operation -> operation.headers().stream())
                .collect(groupingBy(Field::name, counting()));

        assertThat(headers)
                .containsOnly(
                        entry("Wechatpay-Serial", 116L), entry("Idempotency-Key", 4L), entry("Accept-Encoding", 2L));
    }

    @Test
    void knowsWhereTheParametersGo() {
        assertThat(count(operation -> has(operation.query()) && has(operation.body())))
                .isEqualTo(7);
        assertThat(count(operation -> operation.method().equals("POST") && !has(operation.body())))
                .isEqualTo(26);
        assertThat(count(operation -> operation.method().equals("DELETE") && has(operation.body())))
                .isEqualTo(5);
        assertThat(count(operation -> operation.query().stream()
                        .anyMatch(field -> field.name().equals("mchid"))))
                .isEqualTo(26);
    }

    @Test
    void knowsTheAnswers() {
        assertThat(countBy(Operation::successStatus)).containsOnly(entry(200, 911L), entry(204, 100L), entry(202, 7L));
        assertThat(count(Operation::multipart)).isEqualTo(14);
        assertThat(paths(operation -> operation.answerSignedOver().isPresent()))
                .containsExactly("v3/global/statements", "v3/statements");
        assertThat(paths(operation -> operation.download() && !operation.unsignedAnswer()))
                .containsExactly(
                        "v3/global/merchant-service/images/{media_id}", "v3/global/statements", "v3/statements");
        assertThat(paths(Operation::unsignedAnswer))
                .containsExactly(
                        "v3/billdownload/file",
                        "v3/merchant-service/images/{media_id}",
                        "v3/new-tax-control-fapiao/download",
                        "v3/transferdownload/elecvoucherfile",
                        "v3/transferdownload/signfile");
        assertThat(paths(Operation::urlFromAnswer))
                .containsExactly("v3/new-tax-control-fapiao/download", "v3/transferdownload/elecvoucherfile");
    }

    @Test
    void knowsWhatIsSwitchedOffOrReplaced() {
        Operation old = catalog.find("PUT", "v3/merchants").orElseThrow();

        assertThat(count(Operation::deprecated)).isEqualTo(14);
        assertThat(count(operation -> has(operation.supersededBy()))).isEqualTo(29);
        assertThat(old.supersededBy()).containsExactly("v3/global/merchants/{sub_mchid}#patch");
    }

    @Test
    void tellsEveryNameApart() {
        List<String> names = Stream.concat(
                        catalog.operations().stream().map(Operation::name),
                        catalog.notifications().stream().map(Notification::name))
                .toList();

        assertThat(names)
                .doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(name)
                        .matches("[A-Z][A-Za-z0-9 ,'()-]*")
                        .hasSizeLessThanOrEqualTo(60)
                        .contains(" "));
    }

    @Test
    void knowsTheQuestionsAndTheirDeadlines() {
        assertThat(catalog.notifications().stream()
                        .filter(notification -> notification.replyWithin().isPresent())
                        .map(Notification::eventType))
                .containsExactly(
                        "CROSS_BORDER_PAY.GET_MCH_INFO",
                        "CROSS_BORDER_PAY.PUSH_ORDER_INFO",
                        "ENTRUST.TERMINATE_RETENTION",
                        "PARKING_FEE.QUERY_TRANS_INFO");
        assertThat(catalog.notification("ENTRUST.TERMINATE_RETENTION")
                        .orElseThrow()
                        .replyWithin())
                .contains(Duration.ofSeconds(1));
        assertThat(catalog.notification("PARKING_FEE.QUERY_TRANS_INFO")
                        .orElseThrow()
                        .replyWithin())
                .contains(Duration.ofSeconds(3));
    }

    @Test
    void knowsTheNotifications() {
        assertThat(catalog.notifications()).allSatisfy(notification -> {
            assertThat(notification.algorithm()).isEqualTo("AEAD_AES_256_GCM");
            assertThat(notification.fields()).isNotEmpty();
            assertThat(notification.officialDocs()).isNotEmpty();
        });
        assertThat(catalog.notifications())
                .filteredOn(notification -> has(notification.alsoSentAs()))
                .extracting(Notification::eventType)
                .containsExactly("PROFITSHARING.RETURN", "PROFITSHARING.SUCCESS");
    }

    private <K> Map<K, Long> countBy(Function<Operation, K> key) {
        return catalog.operations().stream().collect(groupingBy(key, counting()));
    }

    private long count(Predicate<Operation> condition) {
        return catalog.operations().stream().filter(condition).count();
    }

    private long sum(Function<Operation, Long> value) {
        return catalog.operations().stream().mapToLong(value::apply).sum();
    }

    private Stream<String> paths(Predicate<Operation> condition) {
        return catalog.operations().stream().filter(condition).map(Operation::path);
    }

    private static boolean has(Collection<?> items) {
        return !items.isEmpty();
    }

    private static long encrypted(List<Field> fields) {
        List<Field> all = new ArrayList<>();
        Field.walk(fields, (pointer, field) -> all.add(field));
        return all.stream().filter(Field::encrypted).count();
    }

    private static final class CountingStream extends OutputStream {

        private int count;

        @Override
        public void write(int octet) {
            count++;
        }
    }
}
