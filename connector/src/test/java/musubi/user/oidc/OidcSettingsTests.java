package musubi.user.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import musubi.system.StartFailure;
import musubi.user.Role;
import musubi.user.security.UserSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OidcSettingsTests {

    private static final String ISSUER = "https://accounts.example.com/";

    private static OidcSettings settings(String issuer, String id, String secret, String scopes, String newPeople) {
        return new OidcSettings(issuer, id, secret, "", scopes, newPeople, false);
    }

    private static void refused(String words, Runnable start) {
        assertThatExceptionOfType(StartFailure.class)
                .isThrownBy(start::run)
                .withMessageContaining(words)
                .satisfies(failure -> assertThat(failure.action()).isNotBlank());
    }

    @Test
    void emptyIsUnset() {
        var unset = settings(" ", "", "", "", "");
        assertThat(unset.isSet()).isFalse();
        assertThat(unset.roleOfNewPeople()).isEmpty();
        var set = settings(ISSUER, "id", "secret", "", "viewer");
        assertThat(set.isSet()).isTrue();
        assertThat(set.issuer()).isEqualTo(ISSUER);
        assertThat(set.name()).isEqualTo("SSO");
        assertThat(set.scopeSet()).containsExactly("openid", "email", "profile");
        assertThat(set.roleOfNewPeople()).contains(Role.VIEWER);
        assertThat(set.toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "accounts.example.com",
                "http://accounts.example.com",
                "http://localhost.example.com",
                "ftp://localhost",
                "https://",
                "https://a b",
                "https://accounts.example.com?a=b"
            })
    void anIssuerHasToBeEncrypted(String issuer) {
        refused(issuer, () -> settings(issuer, "id", "secret", "", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:9000", "http://127.0.0.1:9000/realms/a", "http://[::1]:9000"})
    void onThisMachineItNeedNot(String issuer) {
        assertThat(settings(issuer, "id", "secret", "", "").isSet()).isTrue();
    }

    @Test
    void halfASettingIsRefused() {
        refused("musubi.oidc.client-id", () -> settings(ISSUER, "", "secret", "", ""));
        refused("musubi.oidc.client-secret", () -> settings(ISSUER, "id", " ", "", ""));
        refused("musubi.oidc.issuer is not", () -> settings("", "id", "", "", ""));
        refused("openid", () -> settings(ISSUER, "id", "secret", "email", ""));
        refused("BOSS", () -> settings(ISSUER, "id", "secret", "", "boss"));
    }

    @Test
    void withoutAnyWayInNothingStarts() {
        refused(
                "musubi.password-login",
                () -> new UserSettings(
                        new UserSettings.Admin(null, null),
                        new UserSettings.Session(Duration.ofHours(8), 20, 5_000),
                        settings("", "", "", "", ""),
                        false));
    }
}
