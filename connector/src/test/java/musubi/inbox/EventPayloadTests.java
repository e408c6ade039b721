package musubi.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EventPayloadTests {

    @Test
    void twoOfTheSameKindAndBytesAreEqual() {
        assertThat(payload(EventKind.MESSAGE, "a secret"))
                .isEqualTo(payload(EventKind.MESSAGE, "a secret"))
                .hasSameHashCodeAs(payload(EventKind.MESSAGE, "a secret"))
                .isNotEqualTo(payload(EventKind.POSTBACK, "a secret"))
                .isNotEqualTo(payload(EventKind.MESSAGE, "another"));
    }

    @Test
    void theTextNamesTheKindAndNotTheContents() {
        assertThat(payload(EventKind.MESSAGE, "a secret")).hasToString("EventPayload[kind=MESSAGE]");
    }

    private static EventPayload payload(EventKind kind, String json) {
        return new EventPayload(kind, json.getBytes(StandardCharsets.UTF_8));
    }
}
