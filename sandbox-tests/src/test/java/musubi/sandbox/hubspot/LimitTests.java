package musubi.sandbox.hubspot;

import static musubi.sandbox.hubspot.HubSpotClient.CONTACTS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LimitTests {

    private static final String DETAILS = "/account-info/2026-09/details";

    private final PortalWorld world = new PortalWorld();
    private final Portal portal = world.portal;
    private final HubSpotClient client = world.client;

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void theWindowOfTenSecondsRolls() {
        portal.rateLimit(3);
        assertThat(client.get(DETAILS).expect(200).header("X-HubSpot-RateLimit-Remaining"))
                .isEqualTo("2");
        world.clock.advance(Duration.ofSeconds(6));
        client.get(DETAILS).expect(200);
        var third = client.get(DETAILS).expect(200);
        assertThat(third.header("X-HubSpot-RateLimit-Max")).isEqualTo("3");
        assertThat(third.header("X-HubSpot-RateLimit-Remaining")).isEqualTo("0");
        assertThat(third.header("X-HubSpot-RateLimit-Interval-Milliseconds")).isEqualTo("10000");
        assertThat(third.header("X-HubSpot-RateLimit-Daily")).isEqualTo("250000");
        assertThat(third.header("X-HubSpot-RateLimit-Daily-Remaining")).isEqualTo("249997");

        var refused = client.get(DETAILS).expect(429);
        assertThat(refused.at("/policyName")).isEqualTo("TEN_SECONDLY_ROLLING");
        assertThat(refused.at("/category")).isEqualTo("RATE_LIMITS");
        assertThat(refused.at("/message")).isEqualTo("You have reached your ten_secondly_rolling limit.");
        assertThat(refused.header("Retry-After")).isEmpty();

        // the refused call is not counted: at 10 s the first one leaves, and only one more goes through
        world.clock.advance(Duration.ofSeconds(4));
        client.get(DETAILS).expect(200);
        client.get(DETAILS).expect(429);
        assertThat(portal.traffic().tooMany()).isEqualTo(2);
        portal.rateLimit(0);
        assertThat(client.get(DETAILS).expect(200).header("X-HubSpot-RateLimit-Max"))
                .isEqualTo("1000000");
    }

    @Test
    void eachTokenHasItsOwnWindow() {
        portal.rateLimit(1);
        client.get(DETAILS).expect(200);
        client.get(DETAILS).expect(429);
        new HubSpotClient(world.hubSpot.url(), portal.addToken(Set.of()))
                .get(DETAILS)
                .expect(200);
    }

    @Test
    void theOtherFormHasNoCategoryAndRetryAfterIsGivenOnlyWhenSwitchedOn() {
        portal.rateLimit(1);
        portal.rateLimitForm(RateLimitForm.ERROR_TYPE);
        portal.retryAfter(true);
        client.get(DETAILS).expect(200);
        world.clock.advance(Duration.ofMillis(1_500));
        var refused = client.get(DETAILS).expect(429);
        assertThat(refused.at("/errorType")).isEqualTo("RATE_LIMIT");
        assertThat(refused.json().has("category")).isFalse();
        assertThat(refused.at("/policyName")).isEqualTo("TEN_SECONDLY_ROLLING");
        assertThat(refused.header("Retry-After")).isEqualTo("9");
    }

    @Test
    void searchHasFiveASecondForTheAccountAndNoHeaders() {
        portal.rateLimit(1);
        var other = new HubSpotClient(world.hubSpot.url(), portal.addToken(PortalOptions.CONTACT_SCOPES));
        for (var at = 0; at < 5; at++) {
            var reply = (at % 2 == 0 ? client : other)
                    .post(CONTACTS + "/search", Map.of())
                    .expect(200);
            assertThat(reply.header("X-HubSpot-RateLimit-Max")).isEmpty();
            assertThat(reply.header("x-hubspot-correlation-id")).isNotEmpty();
        }
        var refused = other.post(CONTACTS + "/search", Map.of()).expect(429);
        assertThat(refused.at("/policyName")).isEqualTo("SECONDLY");
        assertThat(refused.at("/message")).isEqualTo("You have reached your secondly limit.");
        assertThat(refused.header("X-HubSpot-RateLimit-Max")).isEmpty();
        client.get(DETAILS).expect(200);
        world.clock.advance(Duration.ofSeconds(1));
        client.post(CONTACTS + "/search", Map.of()).expect(200);
    }

    @Test
    void theDayEndsAtMidnightOfTheAccount() {
        portal.dailyLimit(1);
        client.get(DETAILS).expect(200);
        assertThat(client.get(DETAILS).expect(429).at("/policyName")).isEqualTo("DAILY");
        world.clock.set(Instant.parse("2026-11-24T14:59:59Z"));
        client.get(DETAILS).expect(429);
        world.clock.set(Instant.parse("2026-11-24T15:00:00Z"));
        client.get(DETAILS).expect(200);
    }

    @Test
    void everyAnswerTakesTheLatencyAsked() {
        portal.latency(Duration.ofMillis(30));
        var start = System.nanoTime();
        client.get(DETAILS).expect(200);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(30));
    }

    @Test
    void theTrafficIsCounted() {
        client.get(DETAILS).expect(200);
        world.clock.advance(Duration.ofSeconds(11));
        client.get(CONTACTS + "/1").expect(404);
        client.get(CONTACTS + "/2").expect(404);
        var traffic = portal.traffic();
        assertThat(traffic.calls()).isEqualTo(3);
        assertThat(traffic.calls("GET contacts/{id}")).isEqualTo(2);
        assertThat(traffic.byOperationAndStatus())
                .containsEntry("GET contacts/{id}", Map.of(404, 2L))
                .containsEntry("GET account-info/details", Map.of(200, 1L));
        assertThat(traffic.perTenSeconds()).containsExactly(1, 2);
        assertThat(traffic.busiestTenSeconds()).isEqualTo(2);
        assertThat(traffic.first()).contains(Instant.parse("2026-11-24T03:00:00Z"));
        assertThat(traffic.last()).contains(Instant.parse("2026-11-24T03:00:11Z"));
        traffic.reset();
        assertThat(traffic.calls()).isZero();
    }
}
