package musubi.contact;

import static musubi.contact.TestContacts.FRIEND;
import static musubi.contact.TestContacts.NOON;
import static musubi.contact.TestContacts.contact;
import static musubi.contact.TestContacts.contactWithout;
import static musubi.contact.TestContacts.login;
import static musubi.contact.TestContacts.update;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a consent on LINE Login writes: the address, the follow state, how the contact came, and the link it came by. */
class LoginRulesTests {

    private static final String REAL = "sakura@example.com";

    @Test
    void aRealAddressReplacesNoneAndThePlaceholderButNoOtherRealOne() {
        var values = contact(Map.of()).values();
        assertThat(email(new Contact(values, ""))).contains(REAL);
        assertThat(email(new Contact(values, FRIEND.placeholderEmail()))).contains(REAL);
        assertThat(email(new Contact(values, "other@example.com"))).isEmpty();
    }

    private static Optional<String> email(Contact contact) {
        var change = Change.loggedIn(login(Optional.of(REAL)), Optional.of(FollowState.YES));
        return switch (update(contact, change)) {
            case Write.Update update -> update.email();
            case Write.Create ignored -> throw new AssertionError("the contact exists");
            case Write.Nothing ignored -> throw new AssertionError("the follow state is newer");
        };
    }

    @Test
    void aNewContactHasTheAddressAndTheNameOfTheLogin() {
        var change = Change.loggedIn(login(Optional.of(REAL)), Optional.of(FollowState.YES));
        assertThat(TestContacts.create(change, new Profile.Unknown()))
                .isInstanceOfSatisfying(Write.Create.class, create -> {
                    assertThat(create.email()).isEqualTo(REAL);
                    assertThat(create.values())
                            .containsEntry(LineProperty.USER_NAME, "Sakura K.")
                            .containsEntry(LineProperty.CONTACT_SOURCE, "LOGIN");
                });
    }

    @Test
    void anAddressThatAContactCannotHaveIsLeftOut() {
        var values = Map.of(LineProperty.FOLLOW, "YES");
        assertThat(ContactRules.withoutRealEmail(FRIEND, new Write.Create(values, REAL)))
                .isEqualTo(new Write.Create(values, FRIEND.placeholderEmail()));
        assertThat(ContactRules.withoutRealEmail(FRIEND, new Write.Update(values, Optional.of(REAL))))
                .isEqualTo(new Write.Update(values, Optional.empty()));
        assertThat(ContactRules.withoutRealEmail(FRIEND, new Write.Update(Map.of(), Optional.of(REAL))))
                .isEqualTo(new Write.Nothing());
    }

    @Test
    void aLoginGivesAFollowStateOnlyToAContactWithoutOne() {
        var change = Change.loggedIn(login(Optional.empty()), Optional.empty());
        assertThat(values(contactWithout(LineProperty.FOLLOW, LineProperty.FOLLOW_UPDATED_AT), change))
                .containsEntry(LineProperty.FOLLOW, "YES")
                .containsEntry(LineProperty.FOLLOW_UPDATED_AT, NOON.toString());
        assertThat(values(contact(Map.of(LineProperty.FOLLOW, "NO")), change)).doesNotContainKey(LineProperty.FOLLOW);
    }

    @Test
    void aContactWithoutASourceCameByTheLoginUnlessItGotItsIdFromOutside() {
        var contact = contactWithout(LineProperty.CONTACT_SOURCE);
        var login = Change.loggedIn(login(Optional.empty()), Optional.of(FollowState.YES));
        assertThat(values(contact, login)).containsEntry(LineProperty.CONTACT_SOURCE, "LOGIN");
        assertThat(values(contact, login.and(Change.outside(NOON))))
                .containsEntry(LineProperty.CONTACT_SOURCE, "HUBSPOT");
        assertThat(values(contact, Change.outside(NOON))).containsEntry(LineProperty.CONTACT_SOURCE, "HUBSPOT");
    }

    @Test
    void aContactCameByTheLinkThatWasOpenedBeforeItWasCreated() {
        assertThat(trafficSource(Optional.of(NOON))).contains("Poster");
        assertThat(trafficSource(Optional.of(NOON.plusMillis(1)))).contains("Poster");
        assertThat(trafficSource(Optional.of(NOON.minusMillis(1)))).isEmpty();
        assertThat(trafficSource(Optional.empty())).isEmpty();
    }

    @Test
    void theFirstLinkStays() {
        var contact = new Contact(Map.of(LineProperty.TRAFFIC_SOURCE, "Flyer"), "", Optional.of(NOON));
        assertThat(FactValues.of(byLinkOpenedAtNoon(), contact)).isEmpty();
    }

    private static Optional<String> trafficSource(Optional<Instant> createdAt) {
        var values = FactValues.of(byLinkOpenedAtNoon(), new Contact(Map.of(), "", createdAt));
        return Optional.ofNullable(values.get(LineProperty.TRAFFIC_SOURCE));
    }

    private static LoginConsent byLinkOpenedAtNoon() {
        var link = new LoginConsent.ViaLink("link", "Poster", Optional.empty(), NOON);
        return new LoginConsent(
                NOON.plusSeconds(9), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(link));
    }

    private static Map<LineProperty, String> values(Contact contact, Change change) {
        return switch (update(contact, change)) {
            case Write.Update update -> update.values();
            case Write.Create ignored -> throw new AssertionError("the contact exists");
            case Write.Nothing ignored -> Map.of();
        };
    }
}
