package io.github.camelwechatpay.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileLimitTest {

    @ParameterizedTest
    @CsvSource({"jpg:5MB, jpg, 5242880", "pdf:7.5MB, pdf, 7864320", "*:200KB, *, 204800", "mp4:1MB, mp4, 1048576"})
    void isReadAndWritten(String text, String extension, long bytes) {
        FileLimit limit = FileLimit.parse(text);

        assertThat(limit).isEqualTo(new FileLimit(extension, bytes)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "jpg", "jpg:", "jpg:5", "jpg:5GB", ".jpg:5MB", "JPG:5MB", "jpg:-1MB", "jpg:5MB png:5MB"})
    void refusesWhatIsNone(String text) {
        assertThatThrownBy(() -> FileLimit.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "' is no limit of a file");
    }

    @ParameterizedTest
    @CsvSource({
        "a.jpg, true",
        "A.JPG, true",
        "a.b.jpg, true",
        "jpg, false",
        "ajpg, false",
        "a.jpeg, false",
        ".jpg, true"
    })
    void looksAtTheEndOfTheName(String name, boolean jpg) {
        assertThat(FileLimit.parse("jpg:1MB").isFor(name)).isEqualTo(jpg);
    }

    @Test
    void takesAnyNameWhereNoneIsDocumented() {
        assertThat(FileLimit.parse("*:1MB").isFor("")).isTrue();
    }
}
