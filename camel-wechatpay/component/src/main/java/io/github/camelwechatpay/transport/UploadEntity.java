package io.github.camelwechatpay.transport;

import io.github.camelwechatpay.call.UploadFile;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.camel.util.MimeTypeHelper;
import org.apache.hc.client5.http.entity.mime.AbstractContentBody;
import org.apache.hc.client5.http.entity.mime.ByteArrayBody;
import org.apache.hc.client5.http.entity.mime.ContentBody;
import org.apache.hc.client5.http.entity.mime.FormBodyPart;
import org.apache.hc.client5.http.entity.mime.FormBodyPartBuilder;
import org.apache.hc.client5.http.entity.mime.HttpMultipartMode;
import org.apache.hc.client5.http.entity.mime.MultipartEntityBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;

/** The multipart body of an upload: first {@code meta}, which is signed, then the file, which is read while it is sent. */
final class UploadEntity {

    private static final String META = "meta";
    private static final ContentType JSON = ContentType.create("application/json");

    private UploadEntity() {}

    static HttpEntity of(byte[] meta, UploadFile file) {
        return MultipartEntityBuilder.create()
                .setMode(HttpMultipartMode.EXTENDED)
                .addPart(part(META, "", new ByteArrayBody(meta, JSON, null)))
                .addPart(part(file.part(), "; filename=\"" + quoted(file.name()) + '"', new FileBody(file)))
                .build();
    }

    /** With a disposition of our own: a file name in UTF-8 stands there once, as other clients of WeChat Pay write it. */
    private static FormBodyPart part(String name, String fileName, ContentBody content) {
        return FormBodyPartBuilder.create(name, content)
                .addField("Content-Disposition", "form-data; name=\"" + name + '"' + fileName)
                .build();
    }

    /** As browsers do it. */
    private static String quoted(String name) {
        return name.replace("\"", "%22");
    }

    private static ContentType contentType(String fileName) {
        String type = MimeTypeHelper.probeMimeType(fileName);
        return type == null ? ContentType.APPLICATION_OCTET_STREAM : ContentType.create(type);
    }

    private static final class FileBody extends AbstractContentBody {

        private final UploadFile file;

        FileBody(UploadFile file) {
            super(contentType(file.name()));
            this.file = file;
        }

        @Override
        public String getFilename() {
            return file.name();
        }

        @Override
        public long getContentLength() {
            return file.digest().length();
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            file.writeTo(out);
        }
    }
}
