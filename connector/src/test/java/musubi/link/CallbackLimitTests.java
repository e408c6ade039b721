package musubi.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CallbackLimitTests {

    private final CallbackLimit limit = new CallbackLimit();

    @Test
    void anAttemptIsFirstOnce() {
        assertThat(limit.isFirst(attempt("one"))).isTrue();
        assertThat(limit.isFirst(attempt("another"))).isTrue();
        assertThat(limit.isFirst(attempt("one"))).isFalse();
    }

    @Test
    void aFloodOnOneConnectionIsBoundedAndLeavesTheOthersAlone() {
        var flooded = UUID.randomUUID();
        var served = IntStream.range(0, 10_000)
                .filter(ignored -> limit.mayServe(flooded))
                .count();
        assertThat(served).isBetween(200L, 2_000L);
        assertThat(limit.mayServe(UUID.randomUUID())).isTrue();
    }

    private static Attempt attempt(String state) {
        return new Attempt(
                state, "nonce", "verifier", null, URI.create("https://musubi.example"), false, null, Instant.EPOCH);
    }
}
