package io.github.camelwechatpay.catalog.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelwechatpay.catalog.Catalog;
import io.github.camelwechatpay.catalog.Notification;
import io.github.camelwechatpay.catalog.Operation;
import io.github.camelwechatpay.catalog.RouteExample;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class PagesTest {

    private static final Catalog CATALOG = Catalog.get();

    @TempDir
    static Path folder;

    /** By file name. */
    private static Map<String, Document> pages;

    @BeforeAll
    static void write() throws Exception {
        CatalogSite.main(new String[] {folder.resolve("new").toString(), "1.0.0"});
        folder = folder.resolve("new");
        pages = new HashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".html")).toList()) {
                pages.put(file.getFileName().toString(), parse(Files.readString(file)));
            }
        }
    }

    @Test
    void isOnePageAProductOneForNotificationsAndTheIndex() {
        assertThat(pages).hasSize(Product.of(CATALOG).size() + 2);
        assertThat(folder)
                .isDirectoryContaining(file -> file.endsWith("openapi.json"))
                .isDirectoryContaining(file -> file.endsWith("catalog.css"));
    }

    @Test
    void leavesNoPageOfAnEarlierTime() throws IOException {
        Path old = Files.writeString(folder.resolve("a-product-that-was.html"), "");

        CatalogSite.main(new String[] {folder.toString(), "1.0.0"});

        assertThat(old).doesNotExist();
        assertThat(folder.resolve("index.html")).exists();
    }

    @Test
    void showsEveryOperationWithItsRouteOrWhyThereIsNone() {
        Product.of(CATALOG)
                .forEach(product -> assertThat(product.operations()).allSatisfy(operation -> {
                    Element section = section(product.page(), Identifier.of(operation.name()));
                    assertThat(text(section, "h2")).isEqualTo(operation.toString());
                    assertThat(text(section, "p")).isEqualTo(operation.name());
                    assertThat(route(section))
                            .isEqualTo(RouteExample.of(CATALOG, operation)
                                    .map(RouteExample::java)
                                    .or(() -> RouteExample.obstacle(operation))
                                    .orElseThrow());
                    assertThat(section.getTextContent()).contains(operation.baseUris());
                }));
    }

    @Test
    void showsEveryEventWithItsRoute() {
        assertThat(CATALOG.notifications()).allSatisfy(event -> {
            Element section = section("notifications.html", Identifier.of("on " + event.name()));
            assertThat(text(section, "h2")).isEqualTo("EVENT " + event);
            assertThat(route(section)).isEqualTo(RouteExample.of(event).java());
        });
    }

    @Test
    void showsTheFacts() {
        Element section = section("profitsharing.html", "shareTheProfitOfAPayment");

        assertThat(rows(section))
                .containsExactly(
                        "Headers",
                        "0 Wechatpay-Serial|string required|",
                        "Body",
                        "0 sub_mchid|string|",
                        "0 appid|string|",
                        "0 sub_appid|string|",
                        "0 transaction_id|string required|",
                        "0 out_order_no|string required|",
                        "0 receivers|object[]|",
                        "1 type|string required|MERCHANT_ID PERSONAL_OPENID PERSONAL_SUB_OPENID",
                        "1 account|string required|",
                        "1 name|string encrypted|",
                        "1 amount|integer required|",
                        "1 description|string required|",
                        "0 unfreeze_unsplit|boolean required|",
                        "Answer",
                        "0 sub_mchid|string|",
                        "0 transaction_id|string|",
                        "0 out_order_no|string|",
                        "0 order_id|string|",
                        "0 state|string|",
                        "0 receivers|object[]|",
                        "1 amount|integer|",
                        "1 description|string|",
                        "1 type|string|",
                        "1 account|string|",
                        "1 result|string|",
                        "1 fail_reason|string|",
                        "1 detail_id|string|",
                        "1 create_time|string|",
                        "1 finish_time|string|");
        assertThat(section.getTextContent()).contains("https://pay.weixin.qq.com/doc/v3/merchant/4012524936");
    }

    @Test
    void showsWhatIsSpecial() {
        assertThat(notes("ebike.html", "preOpenAChargingContract"))
                .containsExactly("https://api.mch.weixin.qq.com/", "Deprecated: WeChat Pay has switched it off");
        assertThat(notes(
                        "merchants.html",
                        Identifier.of(find("PUT", "v3/merchants").name())))
                .contains("Superseded by v3/global/merchants/{sub_mchid}#patch");
        assertThat(attributes(
                        section(
                                "merchants.html",
                                Identifier.of(find("PUT", "v3/merchants").name())),
                        "href"))
                .contains("global-merchants.html#"
                        + Identifier.of(
                                find("PATCH", "v3/global/merchants/{sub_mchid}").name()));
        assertThat(notes("notifications.html", "onAQuestionAboutTheFeeOfAParkedCar"))
                .containsExactly(
                        "A question: the body that the route leaves is the answer, due within 3 s",
                        "original_type parking_fee",
                        "Encrypted with AEAD_AES_256_GCM");
        assertThat(CATALOG.operations().stream()
                        .filter(operation -> operation.unsignedAnswer() || operation.urlFromAnswer())
                        .map(operation -> notes(page(operation), Identifier.of(operation.name()))
                                .toString()))
                .hasSize(5)
                .allSatisfy(notes -> assertThat(notes).contains("The answer is not signed"));
    }

    @Test
    void linksOnlyWhatIsThere() {
        pages.forEach((page, document) -> assertThat(attributes(document.getDocumentElement(), "href"))
                .filteredOn(href -> !href.startsWith("https://") && !href.equals("../index.html"))
                .allSatisfy(href ->
                        assertThat(exists(page, href)).as(page + " " + href).isTrue()));
        pages.forEach((page, document) -> assertThat(attributes(document.getDocumentElement(), "src"))
                .allSatisfy(src -> assertThat(folder.resolve(src)).exists()));
    }

    @Test
    void givesTheSearchAllOfThem() throws IOException {
        String script = Files.readString(folder.resolve("catalog-index.js"));
        JsonNode entries = new ObjectMapper()
                .readTree(script.substring("const CATALOG = ".length(), script.length() - ";\n".length()));

        assertThat(entries)
                .extracting(entry -> entry.get(0).asText() + ' ' + entry.get(1).asText())
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                CATALOG.operations().stream().map(Operation::toString),
                                CATALOG.notifications().stream()
                                        .map(Notification::eventType)
                                        .map("EVENT "::concat))
                        .toList());
        assertThat(entries)
                .allSatisfy(entry ->
                        assertThat(exists("index.html", entry.get(3).asText())).isTrue());
        assertThat(entries)
                .filteredOn(entry -> entry.get(1).asText().equals("v3/ebike/charge/contracts/preopen"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.get(4).asText())
                        .isEqualTo("sub_mchid appid sub_appid trade_scene openid preopen_id"));
    }

    @Test
    void escapesHostileText() throws Exception {
        String hostile = "</code><script>alert('x' + \"y\")</script>&amp;{{name}}";
        Section section = new Section(
                "id\"><b",
                hostile,
                hostile,
                hostile,
                List.of(hostile),
                List.of(hostile),
                List.of(new Section.Link(hostile, hostile)),
                List.of(new FieldTable(
                        hostile, List.of(new FieldTable.Row(hostile, 0, hostile, true, true, true, List.of(hostile))))),
                hostile,
                List.of(hostile),
                hostile,
                hostile);
        String html = new Pages().html(new Pages.Page(hostile, List.of(section)));
        Document document = parse(html);

        assertThat(document.getElementsByTagName("script").getLength()).isEqualTo(1);
        assertThat(document.getElementsByTagName("b").getLength()).isEqualTo(1);
        assertThat(text(document.getDocumentElement(), "h1")).isEqualTo(hostile);
        assertThat(text(document.getDocumentElement(), "caption")).isEqualTo(hostile);
        assertThat(route((Element) document.getElementsByTagName("section").item(0)))
                .startsWith(hostile);
        assertThat(html).doesNotContain("<script>");
    }

    private static Operation find(String method, String path) {
        return CATALOG.find(method, path).orElseThrow();
    }

    private static String page(Operation operation) {
        return Product.of(CATALOG).stream()
                .filter(product -> product.operations().contains(operation))
                .map(Product::page)
                .findFirst()
                .orElseThrow();
    }

    private static boolean exists(String page, String href) {
        String[] parts = href.split("#", 2);
        String target = parts[0].isEmpty() ? page : parts[0];
        return Files.exists(folder.resolve(target)) && (parts.length == 1 || section(target, parts[1]) != null);
    }

    private static Element section(String page, String id) {
        return elements(pages.get(page).getDocumentElement(), "section")
                .filter(section -> section.getAttribute("id").equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No " + id + " in " + page));
    }

    private static List<String> notes(String page, String id) {
        return elements(section(page, id), "li").map(PagesTest::text).toList();
    }

    private static String route(Element section) {
        Element route = elements(section, "div")
                .filter(div -> div.getAttribute("class").equals("route"))
                .findFirst()
                .orElseThrow();
        return Stream.concat(elements(route, "code"), elements(route, "p"))
                .findFirst()
                .orElseThrow()
                .getTextContent();
    }

    private static List<String> rows(Element section) {
        return elements(section, "table")
                .flatMap(table -> Stream.concat(
                        Stream.of(text(table, "caption")),
                        elements(table, "tr").skip(1).map(PagesTest::row)))
                .toList();
    }

    private static String row(Element row) {
        Element name = elements(row, "th").findFirst().orElseThrow();
        List<Element> cells = elements(row, "td").toList();
        return name.getAttribute("style").replace("--depth:", "")
                + ' '
                + text(name)
                + '|'
                + text(cells.get(0))
                + '|'
                + text(cells.get(1));
    }

    private static Stream<String> attributes(Element parent, String name) {
        return elements(parent, "*")
                .filter(element -> element.hasAttribute(name))
                .map(element -> element.getAttribute(name));
    }

    private static String text(Element parent, String tag) {
        return text(elements(parent, tag).findFirst().orElseThrow());
    }

    private static String text(Element element) {
        return element.getTextContent().strip();
    }

    private static Stream<Element> elements(Element parent, String tag) {
        NodeList found = parent.getElementsByTagName(tag);
        return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i));
    }

    /** The pages are also well-formed XML, so that the parser of the JDK can judge them. */
    private static Document parse(String html) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            return factory.newDocumentBuilder().parse(new InputSource(new StringReader(html)));
        } catch (SAXException | ParserConfigurationException e) {
            throw new AssertionError(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
