package musubi.sandbox.line.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import musubi.sandbox.line.Caller;
import musubi.sandbox.line.IdTokenFlaw;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

class IdTokenTests {

    private final LoginWorld world = new LoginWorld();

    @AfterEach
    void close() {
        world.close();
    }

    private String idToken(IdTokenFlaw... flaws) {
        world.channel.nextIdToken(flaws.length == 0 ? Set.of() : EnumSet.of(flaws[0], flaws));
        return world.login(world.request()).path("id_token").asString("");
    }

    private Caller.Reply verify(String idToken, Map<String, String> more) {
        var form = new LinkedHashMap<>(Map.of("id_token", idToken, "client_id", world.channel.id()));
        form.putAll(more);
        return world.caller.form("/oauth2/v2.1/verify", LoginWorld.encoded(form));
    }

    private JsonNode claims(String idToken) {
        return LoginWorld.part(idToken, 1);
    }

    @Test
    void lineVerifiesWhatItIssued() {
        var idToken = idToken();

        var verified = verify(idToken, Map.of("nonce", "n-1", "user_id", world.friend.userId()));

        assertThat(verified.status()).isEqualTo(200);
        assertThat(verified.json()).isEqualTo(claims(idToken));
    }

    @ParameterizedTest
    @CsvSource({
        "OTHER_ISSUER, Invalid IdToken Issuer.",
        "EXPIRED, IdToken expired.",
        "OTHER_AUDIENCE, Invalid IdToken Audience.",
        "OTHER_NONCE, Invalid IdToken Nonce.",
        "NO_NONCE, Invalid IdToken Nonce.",
        "FOREIGN_KEY, Invalid IdToken.",
        "ALTERED, Invalid IdToken.",
        "ALG_NONE, Invalid IdToken.",
        "ALG_ES256, Invalid IdToken."
    })
    void lineVerifiesNothingThatIsFlawed(IdTokenFlaw flaw, String description) {
        var refused = verify(idToken(flaw), Map.of("nonce", "n-1"));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text())
                .isEqualTo("{\"error\":\"invalid_request\",\"error_description\":\"%s\"}".formatted(description));
    }

    @Test
    void lineVerifiesForTheRightChannelPersonAndTimeOnly() {
        var idToken = idToken();

        assertThat(verify(idToken, Map.of("client_id", "1")).text()).contains("Invalid IdToken Audience.");
        assertThat(verify(idToken, Map.of("user_id", "U" + "0".repeat(32))).text())
                .contains("Invalid IdToken Subject Identifier.");
        assertThat(verify("nonsense", Map.of()).text()).contains("Invalid IdToken.");
        assertThat(verify("a.b.c", Map.of()).text()).contains("Invalid IdToken.");
        world.clock.advance(Duration.ofHours(1));
        assertThat(verify(idToken, Map.of()).text()).contains("IdToken expired.");
    }

    @ParameterizedTest
    @EnumSource(
            value = IdTokenFlaw.class,
            names = {"OTHER_ISSUER", "OTHER_AUDIENCE", "OTHER_NONCE", "NO_NONCE", "EXPIRED"})
    void aFlawedClaimIsTrulySigned(IdTokenFlaw flaw) {
        var idToken = idToken(flaw);

        assertThat(world.isSigned(idToken)).isTrue();
        assertThat(claims(idToken)).isNotEqualTo(claims(idToken()));
    }

    @ParameterizedTest
    @EnumSource(
            value = IdTokenFlaw.class,
            names = {"FOREIGN_KEY", "ALTERED", "ALG_NONE", "ALG_ES256"})
    void aFlawedSignatureIsWrong(IdTokenFlaw flaw) {
        var idToken = idToken(flaw);

        assertThat(world.isSigned(idToken)).isFalse();
        assertThat(LoginWorld.part(idToken, 0).path("alg").asString())
                .isEqualTo(
                        switch (flaw) {
                            case ALG_NONE -> "none";
                            case ALG_ES256 -> "ES256";
                            case MISSING,
                                    OTHER_ISSUER,
                                    OTHER_AUDIENCE,
                                    OTHER_NONCE,
                                    NO_NONCE,
                                    EXPIRED,
                                    FOREIGN_KEY,
                                    ALTERED -> "HS256";
                        });
    }

    @Test
    void aFlawIsForOneLoginAndSeveralGoTogether() {
        var flawed = idToken(IdTokenFlaw.OTHER_ISSUER, IdTokenFlaw.NO_NONCE);
        var next = world.login(world.request()).path("id_token").asString();

        assertThat(claims(flawed).path("iss").asString()).isEqualTo("https://access.line.example");
        assertThat(claims(flawed).has("nonce")).isFalse();
        assertThat(verify(next, Map.of("nonce", "n-1")).status()).isEqualTo(200);
        assertThat(idToken(IdTokenFlaw.MISSING)).isEmpty();
    }
}
