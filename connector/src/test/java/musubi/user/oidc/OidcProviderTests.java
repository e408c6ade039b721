package musubi.user.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import musubi.sandbox.http.Fault;
import musubi.system.PublicAddress;
import musubi.testing.OpenIdProvider;
import musubi.user.OidcRefusedException;
import musubi.user.OidcRefusedException.Reason;
import musubi.user.security.UserSettings;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.web.client.ResourceAccessException;

/** Reads the description of a provider, and ends every call to it. */
class OidcProviderTests {

    @RegisterExtension
    static final OpenIdProvider PROVIDER = OpenIdProvider.shared();

    private static final PublicAddress ADDRESS = PublicAddress.of(new MockEnvironment());

    @AfterEach
    void theProviderIsHonestAgain() {
        PROVIDER.beHonest();
    }

    @Test
    void aDocumentThatNamesAnotherIssuerOrIsNoneIsNotUsed() {
        for (var path : List.of("/", "/login")) {
            var provider = new OidcProvider(settings(PROVIDER.issuer() + path), ADDRESS, Clock.systemUTC());
            assertThatExceptionOfType(OidcRefusedException.class)
                    .isThrownBy(provider::known)
                    .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Reason.MISCONFIGURED));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"STALL", "TRICKLE", "FLOOD"})
    void anAnswerOfTheProviderThatDoesNotEndIsGivenUp(Fault.Kind kind) {
        try (var provider = new OidcProvider(
                settings(PROVIDER.issuer().toString()), ADDRESS, Clock.systemUTC(), Duration.ofSeconds(1))) {
            PROVIDER.beSlow("/.well-known/openid-configuration", kind);
            awaySoon(() -> provider.known());
            PROVIDER.beHonest();
        }
        try (var provider = new OidcProvider(
                settings(PROVIDER.issuer().toString()), ADDRESS, Clock.systemUTC(), Duration.ofSeconds(1))) {
            var endpoints = provider.known().registration().getProviderDetails();
            // all calls go this way: keys, tokens, and what is told of a person
            PROVIDER.beSlow(".*", kind);
            for (var endpoint : List.of(
                    endpoints.getTokenUri(),
                    endpoints.getJwkSetUri(),
                    endpoints.getUserInfoEndpoint().getUri())) {
                awaySoon(() -> provider.rest().getForObject(Objects.requireNonNull(endpoint), String.class));
            }
        }
    }

    private static void awaySoon(ThrowingCallable call) {
        var start = System.nanoTime();
        assertThatThrownBy(call)
                .satisfies(thrown -> assertThat(
                                thrown instanceof OidcRefusedException refused
                                        ? refused.reason() == Reason.AWAY
                                        : thrown instanceof ResourceAccessException)
                        .as("%s", thrown)
                        .isTrue());
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(25));
    }

    private static UserSettings settings(String issuer) {
        return new UserSettings(
                new UserSettings.Admin(null, null),
                new UserSettings.Session(Duration.ofHours(8), 20, 5_000),
                new OidcSettings(issuer, "a", "b", "", "", "", false),
                true);
    }
}
