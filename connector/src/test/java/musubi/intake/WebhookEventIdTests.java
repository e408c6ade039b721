package musubi.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class WebhookEventIdTests {

    @Test
    void anUlidIsReadAsTheNumberItWrites() {
        assertThat(WebhookEventId.uuid("00000000000000000000000001")).isEqualTo(new UUID(0, 1));
        assertThat(WebhookEventId.uuid("7ZZZZZZZZZZZZZZZZZZZZZZZZZ")).isEqualTo(new UUID(-1, -1));
        assertThat(WebhookEventId.uuid("01FZ74A0TDDPYRVKNK77XKC3ZR"))
                .isEqualTo(UUID.fromString("017fce45-034d-6dbd-8dce-b339fb360ff8"));
    }

    @Test
    void anyOtherTextIsTakenTooAndTellsApart() {
        assertThat(WebhookEventId.uuid("a")).isNotEqualTo(WebhookEventId.uuid("b"));
        assertThat(WebhookEventId.uuid("8ZZZZZZZZZZZZZZZZZZZZZZZZZ")).isNotEqualTo(new UUID(-1, -1));
        assertThat(WebhookEventId.uuid("01FZ74A0TDDPYRVKNK77XKC3Z!"))
                .isEqualTo(WebhookEventId.uuid("01FZ74A0TDDPYRVKNK77XKC3Z!"));
    }
}
