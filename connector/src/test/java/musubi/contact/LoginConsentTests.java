package musubi.contact;

import static musubi.contact.TestContacts.NOON;
import static musubi.contact.TestContacts.login;
import static musubi.contact.TestContacts.loginWithoutName;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoginConsentTests {

    @Test
    void theNewestConsentStays() {
        var older = consent(NOON.minusMillis(1), "z", "z", "z", "z", NOON);
        var newer = consent(NOON, "a", "a", "a", "a", NOON.minusSeconds(9));
        assertThat(older.and(newer)).isEqualTo(newer);
        assertThat(newer.and(older)).isEqualTo(newer);
    }

    @Test
    void ofTwoAtTheSameMomentTheSameOneStaysInEitherOrder() {
        var consent = consent(NOON, "m", "m", "m", "m", NOON);
        var others = List.of(
                consent(NOON, "n", "m", "m", "m", NOON),
                consent(NOON, "m", "n", "m", "m", NOON),
                consent(NOON, "m", "m", "n", "m", NOON),
                consent(NOON, "m", "m", "m", "n", NOON),
                consent(NOON, "m", "m", "m", "m", NOON.plusMillis(1)),
                by(new LoginConsent.ViaLink("m", "Leaflet", Optional.empty(), NOON)),
                by(new LoginConsent.ViaLink("m", "Poster", Optional.of("OFFLINE"), NOON)),
                loginWithoutName());
        for (var other : others) {
            assertThat(consent.and(other)).isEqualTo(other.and(consent));
        }
    }

    @Test
    void aConsentWithoutANameGivesNoProfile() {
        assertThat(loginWithoutName().profile()).isEmpty();
        assertThat(login(Optional.empty()).profile()).contains(new Profile.Known("Sakura K.", Optional.empty()));
    }

    private static LoginConsent consent(
            Instant at, String name, String picture, String email, String linkId, Instant openedAt) {
        return new LoginConsent(
                at,
                Optional.of(name),
                Optional.of(picture),
                Optional.of(email),
                Optional.of(new LoginConsent.ViaLink(linkId, "Poster", Optional.empty(), openedAt)));
    }

    /** The same as {@code consent(NOON, "m", "m", "m", …)}, by this link. */
    private static LoginConsent by(LoginConsent.ViaLink link) {
        return new LoginConsent(NOON, Optional.of("m"), Optional.of("m"), Optional.of("m"), Optional.of(link));
    }
}
