package io.github.camelwechatpay.examples.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NotificationPipelineTest {

    @Test
    void tellsOfPaymentsThatAreEachBookedOnce() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        int status = new NotificationPipeline(new PrintStream(printed, true, StandardCharsets.UTF_8)).run();

        String story = printed.toString(StandardCharsets.UTF_8);
        assertThat(status).as(story).isZero();
        assertThat(story)
                .contains("100 payments: node-1 killed in the middle")
                .contains("the first once more: accepted")
                .contains("order 26112100001: asked for, in the queue, booked")
                .contains("order 26112100001: the notification after all, accepted");
        assertThat(story.lines()).last().asString().contains("101 payments", "101 booked once, 0 more than once");
    }
}
