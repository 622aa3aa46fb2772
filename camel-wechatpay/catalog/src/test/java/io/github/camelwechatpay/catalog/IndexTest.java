package io.github.camelwechatpay.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelwechatpay.catalog.compiler.CatalogCompiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexTest {

    private static final String EVERYTHING = """
            GET v3/x/files/{id}/{kind}  Download a file
              base      hk/global cn
              path      id:int kind(A B)
              header    Accept-Encoding Wechatpay-Serial*
              query     offset:int* filter~{type*(ONE TWO) name^} tags[](red 绿)
              signed    Wechatpay-Statement-Sha1
              produces  text/plain application/x-gzip
              flags     deprecated download unsigned url-from-answer
              instead   v3/x/things#post v3/x/files/{id}/{kind}
              docs      merchant/1 https://docs.qq.com/doc/p/2?nlc=1

            POST v3/x/things  Upload a thing
              body      file:file* meta~*{sha256* items~{*{name^ price:num}}}
              answer    202
            """;

    @TempDir
    private Path folder;

    @Test
    void carriesEveryFact() throws IOException {
        Catalog catalog = SampleCatalog.of(folder, EVERYTHING);
        Operation download = catalog.find("GET", "v3/x/files/{id}/{kind}").orElseThrow();
        Operation upload = catalog.find("POST", "v3/x/things").orElseThrow();

        assertThat(download.name()).isEqualTo("Download a file");
        assertThat(download.baseUris())
                .containsExactly("https://apihk.mch.weixin.qq.com/global/", "https://api.mch.weixin.qq.com/");
        assertThat(download.pathParameters())
                .extracting(Field::typeName, Field::required, Field::values)
                .hasToString("[(\"integer\", true, []), (\"string\", true, [\"A\", \"B\"])]");
        assertThat(download.headers()).extracting(Field::required).containsExactly(false, true);
        assertThat(download.query()).hasSize(3);
        assertThat(download.query().get(1).json()).isTrue();
        assertThat(download.query().get(1).fields().get(1).encrypted()).isTrue();
        assertThat(download.query().get(2).values()).containsExactly("red", "绿");
        assertThat(download.answerSignedOver()).contains("Wechatpay-Statement-Sha1");
        assertThat(download.produces()).containsExactly("text/plain", "application/x-gzip");
        assertThat(download.deprecated()).isTrue();
        assertThat(download.download()).isTrue();
        assertThat(download.unsignedAnswer()).isTrue();
        assertThat(download.urlFromAnswer()).isTrue();
        assertThat(download.multipart()).isFalse();
        assertThat(download.successStatus()).isEqualTo(200);
        assertThat(download.supersededBy()).containsExactly("v3/x/things#post", "v3/x/files/{id}/{kind}");
        assertThat(download.officialDocs())
                .containsExactly("https://pay.weixin.qq.com/doc/v3/merchant/1", "https://docs.qq.com/doc/p/2?nlc=1");

        assertThat(upload.multipart()).isTrue();
        assertThat(upload.successStatus()).isEqualTo(202);
        assertThat(upload.answer()).isEmpty();
        assertThat(upload.answerSignedOver()).isEmpty();
        assertThat(upload.deprecated() || upload.download() || upload.unsignedAnswer() || upload.urlFromAnswer())
                .isFalse();
        Field item = upload.body().get(1).fields().get(1).fields().get(0);
        assertThat(item.name()).isEqualTo("*");
        assertThat(item.fields()).extracting(Field::typeName).containsExactly("string", "number");
    }

    @Test
    void carriesEveryFactOfANotification() throws IOException {
        Files.writeString(folder.resolve("notifications.txt"), """
                EVENT A.ONE  The first
                  resource  id amount{total:int}
                  reply     3s
                  original  one two
                  also      A.TWO
                  cipher    AEAD_SM4_GCM
                  docs      partner/7

                EVENT A.TWO  The second
                """);
        Catalog catalog = SampleCatalog.of(folder, EVERYTHING);
        Notification first = catalog.notification("A.ONE").orElseThrow();

        assertThat(first.name()).isEqualTo("The first");
        assertThat(first.fields()).extracting(Field::name).containsExactly("id", "amount");
        assertThat(first.originalTypes()).containsExactly("one", "two");
        assertThat(first.replyWithin()).contains(Duration.ofSeconds(3));
        assertThat(catalog.notification("A.TWO").orElseThrow().replyWithin()).isEmpty();
        assertThat(first.alsoSentAs()).containsExactly("A.TWO");
        assertThat(first.algorithm()).isEqualTo("AEAD_SM4_GCM");
        assertThat(first.officialDocs()).containsExactly("https://pay.weixin.qq.com/doc/v3/partner/7");
        assertThat(catalog.notification("a.one")).isEmpty();
        assertThat(catalog.notifications()).hasSize(2);
    }

    @Test
    void keepsAnUnchangedFileUntouched() throws IOException {
        Files.writeString(folder.resolve("x.txt"), EVERYTHING);
        Path index = folder.resolve("out/catalog.index");
        CatalogCompiler.main(new String[] {folder.toString(), index.toString()});
        Files.setLastModifiedTime(index, FileTime.fromMillis(1000));

        CatalogCompiler.main(new String[] {folder.toString(), index.toString()});

        assertThat(Files.getLastModifiedTime(index).toMillis()).isEqualTo(1000);
        assertThat(Files.readAllBytes(index)).isEqualTo(CatalogCompiler.compile(folder));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9})
    void refusesAShortenedIndex(int length) throws IOException {
        byte[] index = Arrays.copyOf(SampleCatalog.compile(folder, EVERYTHING), length);

        assertThatThrownBy(() -> IndexReader.of(index))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("unusable: catalog.index: ");
    }

    @Test
    void refusesAnIndexWithAnyByteChanged() throws IOException {
        byte[] index = SampleCatalog.compile(folder, EVERYTHING);

        for (int i = 0; i < index.length; i++) {
            byte[] damaged = index.clone();
            damaged[i] ^= 1;
            assertThatThrownBy(() -> IndexReader.of(damaged))
                    .as("byte %d", i)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(" - ");
        }
    }

    @Test
    void saysThatTheVersionsAreMixed() throws IOException {
        byte[] index = SampleCatalog.compile(folder, EVERYTHING);
        index[3] = 9;

        assertThatThrownBy(() -> IndexReader.of(index))
                .hasMessage(
                        "The catalog of WeChat Pay operations is unusable: catalog.index: format version 9, version 3"
                                + " is expected - keep a single version of wechatpay-catalog on the class path");
    }
}
