package io.github.camelwechatpay.body;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.camelwechatpay.call.CanonicalMessage;
import io.github.camelwechatpay.catalog.Catalog;
import io.github.camelwechatpay.catalog.UploadForm;
import io.github.camelwechatpay.files.FileDigest;
import io.github.camelwechatpay.json.WireJson;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class UploadMetaTest {

    /** The worked example of an upload: length and SHA-256 of what is signed. */
    @Test
    void isTheDocumentedExample() throws Exception {
        UploadForm form = Catalog.get()
                .find("POST", "v3/merchant/media/upload")
                .orElseThrow()
                .upload()
                .orElseThrow();
        FileDigest digest =
                new FileDigest("SHA-256", 1, "d2973a45b1d528c21ebb77792ef3fcea40fa9a4e04a17e35369102ba9c84c8b1");

        byte[] meta = WireJson.write(UploadMeta.of(form, JsonNodeFactory.instance.objectNode(), "logo.png", digest));

        byte[] signed = CanonicalMessage.ofRequest(
                "POST", "/v3/merchant/media/upload", "1554208460", "593BEC0C930BF1AFEB40B4A08C8FB242", meta);
        assertThat(signed).hasSize(175);
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(signed)))
                .isEqualTo("cb17112875b8461f4bbdc98c708289f708b5ad4e951386b34a354ba2f5cb1702");
    }
}
