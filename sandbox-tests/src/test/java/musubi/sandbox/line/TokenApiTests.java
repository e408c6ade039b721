package musubi.sandbox.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import musubi.sandbox.http.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TokenApiTests {

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T09:00:00Z"));
    private final LineStandIn line = LineStandIn.start(0, clock, 11);
    private final Channel channel = line.addChannel(ChannelOptions.named("Musubi"));
    private final Caller caller = new Caller(line.url(), null);
    private final String credentials =
            "grant_type=client_credentials&client_id=" + channel.id() + "&client_secret=" + channel.secret();

    @AfterEach
    void close() {
        line.close();
    }

    @Test
    void aStatelessTokenLastsFifteenMinutesAndCannotBeRevoked() {
        var issued = caller.form("/oauth2/v3/token", credentials).json();
        assertThat(issued.path("expires_in").asInt()).isEqualTo(900);
        assertThat(issued.path("token_type").asString()).isEqualTo("Bearer");
        var token = issued.path("access_token").asString();

        assertThat(caller.form("/v2/oauth/revoke", "access_token=" + token).status())
                .isEqualTo(200);
        clock.advance(Duration.ofSeconds(899));
        assertThat(new Caller(line.url(), token).get("/v2/bot/info").status()).isEqualTo(200);
        clock.advance(Duration.ofSeconds(1));
        assertThat(new Caller(line.url(), token).get("/v2/bot/info").status()).isEqualTo(401);
    }

    @Test
    void wrongCredentialsAreRefusedAsDocumented() {
        var stateless = caller.form("/oauth2/v3/token", credentials + "0");
        assertThat(stateless.status()).isEqualTo(400);
        assertThat(stateless.text())
                .isEqualTo("{\"error\":\"invalid_request\",\"error_description\":\"Invalid 'client_credentials'.\"}");
        assertThat(caller.form("/v2/oauth/accessToken", credentials + "0")
                        .json()
                        .path("error_description")
                        .asString())
                .isEqualTo("invalid client_secret");
        assertThat(caller.form("/oauth2/v3/token", "client_id=1").status()).isEqualTo(400);
        assertThat(caller.post("/oauth2/v3/token", "{}").status()).isEqualTo(415);
    }

    @Test
    void theThirtyFirstShortLivedTokenRevokesTheFirst() {
        var tokens = new ArrayList<String>();
        for (var one = 0; one < 31; one++) {
            tokens.add(caller.form("/v2/oauth/accessToken", credentials)
                    .json()
                    .path("access_token")
                    .asString());
        }

        assertThat(new Caller(line.url(), tokens.get(0)).get("/v2/bot/info").status())
                .isEqualTo(401);
        assertThat(new Caller(line.url(), tokens.get(1)).get("/v2/bot/info").status())
                .isEqualTo(200);
        clock.advance(Duration.ofDays(30));
        assertThat(new Caller(line.url(), tokens.get(30)).get("/v2/bot/info").status())
                .isEqualTo(401);
    }

    @Test
    void aTokenCanBeCheckedAndRevoked() {
        var token = caller.form("/v2/oauth/accessToken", credentials)
                .json()
                .path("access_token")
                .asString();
        var verified = caller.form("/v2/oauth/verify", "access_token=" + token);
        assertThat(verified.json().path("client_id").asString()).isEqualTo(channel.id());
        assertThat(verified.json().path("expires_in").asLong()).isEqualTo(2_592_000);

        var revoked = caller.form("/v2/oauth/revoke", "access_token=" + token);

        assertThat(revoked.status()).isEqualTo(200);
        assertThat(revoked.text()).isEmpty();
        assertThat(caller.form("/v2/oauth/verify", "access_token=" + token).status())
                .isEqualTo(400);
        assertThat(caller.form("/v2/oauth/revoke", "access_token=unknown").status())
                .isEqualTo(200);
    }
}
