package musubi.delivery.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import musubi.testing.Seed;
import org.junit.jupiter.api.Test;

class RetryTimesTests {

    private final Random random = Seed.random("retry-times");

    @Test
    void eachTimeWaitsTwiceAsLongUpToAMinute() {
        for (var failures = 1; failures <= 200; failures++) {
            var whole = Math.min(60_000L, 500L << Math.min(failures - 1, 20));
            assertThat(RetryTimes.after(failures, random))
                    .as("seed %d, failure %d", Seed.VALUE, failures)
                    .isBetween(Duration.ofMillis(whole / 2), Duration.ofMillis(whole));
        }
        assertThat(RetryTimes.after(Integer.MAX_VALUE, random))
                .isBetween(Duration.ofSeconds(30), Duration.ofMinutes(1));
    }

    @Test
    void callsThatFailedTogetherComeBackApart() {
        assertThat(IntStream.range(0, 100)
                        .mapToObj(_ -> RetryTimes.after(3, random))
                        .distinct())
                .hasSizeGreaterThan(90);
    }
}
