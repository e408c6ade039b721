package musubi.contact;

import static musubi.contact.TestContacts.NOON;
import static musubi.contact.TestContacts.contact;
import static musubi.contact.TestContacts.known;
import static musubi.contact.TestContacts.login;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who wants no broadcasts: the newest choice wins, of the friend or of a person at the company. */
class OptOutRulesTests {

    private static final Instant EARLIER = NOON.minusMillis(1);

    @Test
    void aChoiceIsNoReply() {
        assertThat(TestContacts.update(contact(Map.of()), chose(NOON, true)))
                .isEqualTo(new Write.Update(
                        Map.of(
                                LineProperty.OPT_OUT, "YES",
                                LineProperty.OPT_OUT_UPDATED_AT, NOON.toString(),
                                LineProperty.FOLLOW_UPDATED_AT, NOON.toString()),
                        Optional.empty()));
    }

    @Test
    void whoIsNoContactYetBecomesOneThatWantsNone() {
        assertThat(TestContacts.create(chose(NOON, true), known("Sakura")))
                .isInstanceOfSatisfying(
                        Write.Create.class,
                        create -> assertThat(create.values())
                                .containsEntry(LineProperty.OPT_OUT, "YES")
                                .containsEntry(LineProperty.CONTACT_SOURCE, "MESSAGE")
                                .doesNotContainKeys(
                                        LineProperty.UNANSWERED,
                                        LineProperty.LAST_REPLY_AT,
                                        LineProperty.LAST_REPLY_MESSAGE,
                                        LineProperty.LAST_REPLY_MESSAGE_ID));
    }

    @Test
    void theFriendMayChooseAgain() {
        var optedOut = choice("YES", EARLIER);
        assertThat(written(optedOut, chose(NOON, false)))
                .containsEntry(LineProperty.OPT_OUT, "NO")
                .containsEntry(LineProperty.OPT_OUT_UPDATED_AT, NOON.toString());
    }

    @Test
    void anOlderChoiceThatArrivesLateChangesNothing() {
        assertThat(written(choice("YES", NOON), chose(EARLIER, false)))
                .doesNotContainKeys(LineProperty.OPT_OUT, LineProperty.OPT_OUT_UPDATED_AT);
    }

    @Test
    void whatAPersonDecidedInHubSpotHoldsAgainstAnEventThatComesAgain() {
        // they changed the choice, and not the moment
        var decided = choice("NO", NOON);
        assertThat(written(decided, chose(NOON, true))).doesNotContainKey(LineProperty.OPT_OUT);
        assertThat(written(decided, chose(EARLIER, true))).doesNotContainKey(LineProperty.OPT_OUT);
        assertThat(written(decided, chose(NOON.plusMillis(1), true))).containsEntry(LineProperty.OPT_OUT, "YES");
    }

    @Test
    void whatAPersonDecidedWithoutAMomentHoldsUntilTheFriendChooses() {
        var decided = contact(Map.of(LineProperty.OPT_OUT, "YES"));
        assertThat(written(decided, chose(EARLIER, false))).containsEntry(LineProperty.OPT_OUT, "NO");
    }

    static List<Change> otherActs() {
        return List.of(
                Change.imported(NOON),
                Change.outside(NOON),
                Change.PROFILE_ONLY,
                Change.clicked(NOON),
                Change.loggedIn(login(Optional.empty()), Optional.of(FollowState.YES)),
                Change.of(new FriendEvent.Followed(NOON, false)),
                Change.of(new FriendEvent.Followed(NOON, true)),
                Change.of(new FriendEvent.Blocked(NOON)),
                Change.of(new FriendEvent.Tapped(NOON)),
                Change.of(new FriendEvent.TookBack(NOON, "5")),
                Change.of(new FriendEvent.Wrote(NOON, "5", Optional.of("hello"))));
    }

    @ParameterizedTest
    @MethodSource("otherActs")
    void nothingElseUndoesAChoice(Change act) {
        assertThat(written(contact(Map.of(LineProperty.OPT_OUT, "YES")), act))
                .doesNotContainKeys(LineProperty.OPT_OUT, LineProperty.OPT_OUT_UPDATED_AT);
        assertThat(written(choice("YES", EARLIER), act))
                .doesNotContainKeys(LineProperty.OPT_OUT, LineProperty.OPT_OUT_UPDATED_AT);
    }

    @Test
    void aChoiceGoesAlongWhereTheFriendsContactIsMergedIntoAnother() {
        assertThat(ContactRules.survivor(choice("YES", NOON), new Write.Update(Map.of(), Optional.empty()))
                        .values())
                .containsEntry(LineProperty.OPT_OUT, "YES")
                .containsEntry(LineProperty.OPT_OUT_UPDATED_AT, NOON.toString());
    }

    private static Change chose(Instant at, boolean optedOut) {
        return Change.of(new FriendEvent.ChoseDelivery(at, optedOut));
    }

    private static Contact choice(String optOut, Instant at) {
        return contact(Map.of(LineProperty.OPT_OUT, optOut, LineProperty.OPT_OUT_UPDATED_AT, at.toString()));
    }

    private static Map<LineProperty, String> written(Contact contact, Change change) {
        return switch (TestContacts.update(contact, change)) {
            case Write.Update update -> update.values();
            case Write.Create ignored -> throw new AssertionError("the contact exists");
            case Write.Nothing ignored -> Map.of();
        };
    }
}
