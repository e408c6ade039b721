package musubi.contact;

import static musubi.contact.TestContacts.NOON;
import static musubi.contact.TestContacts.contact;
import static musubi.contact.TestContacts.contactWithout;
import static musubi.contact.TestContacts.login;
import static musubi.contact.TestContacts.loginWithoutName;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** LINE is asked for a profile only where the answer is used: each question is a call that LINE counts. */
class NeedsProfileTests {

    private static final Change TAPPED = Change.of(new FriendEvent.Tapped(NOON));
    private static final Change FOLLOWED = Change.of(new FriendEvent.Followed(NOON, false));

    @Test
    void aContactWithNameAndPictureNeedsNone() {
        assertThat(isNeeded(contact(Map.of()), TAPPED)).isFalse();
    }

    @Test
    void aContactWithoutNameOrWithoutPictureNeedsOne() {
        assertThat(isNeeded(contactWithout(LineProperty.USER_NAME), TAPPED)).isTrue();
        assertThat(isNeeded(contactWithout(LineProperty.USER_PICTURE), TAPPED)).isTrue();
    }

    @Test
    void aFriendWhoFollowsIsAskedForAgain() {
        assertThat(isNeeded(contact(Map.of()), FOLLOWED)).isTrue();
    }

    @Test
    void aContactThatGotItsIdFromOutsideNeedsOneUntilItIsLinked() {
        assertThat(isNeeded(contactWithout(LineProperty.ID_SYNC_DATE), Change.outside(NOON)))
                .isTrue();
        assertThat(isNeeded(contact(Map.of()), Change.outside(NOON))).isFalse();
        assertThat(isNeeded(contactWithout(LineProperty.ID_SYNC_DATE), TAPPED)).isFalse();
    }

    @Test
    void aFriendWithoutAContactIsAskedForOnlyWhereOneIsCreated() {
        assertThat(ContactRules.needsProfile(Optional.empty(), TAPPED, true)).isTrue();
        assertThat(ContactRules.needsProfile(Optional.empty(), TAPPED, false)).isFalse();
        assertThat(ContactRules.needsProfile(Optional.empty(), Change.outside(NOON), true))
                .isFalse();
    }

    @Test
    void aLoginThatGaveANameNeedsNoneUnlessTheFriendFollowsToo() {
        var nameless = contactWithout(LineProperty.USER_NAME);
        var login = Change.loggedIn(login(Optional.empty()), Optional.of(FollowState.YES));
        assertThat(isNeeded(nameless, login)).isFalse();
        assertThat(isNeeded(nameless, login.and(FOLLOWED))).isTrue();
        assertThat(isNeeded(nameless, Change.loggedIn(loginWithoutName(), Optional.of(FollowState.YES))))
                .isTrue();
    }

    @Test
    void aLoginOfWhichLineDidNotSayWhetherTheFriendFollowsNeedsOne() {
        assertThat(isNeeded(contact(Map.of()), Change.loggedIn(login(Optional.empty()), Optional.empty())))
                .isTrue();
    }

    private static boolean isNeeded(Contact contact, Change change) {
        return ContactRules.needsProfile(Optional.of(contact), change, true);
    }
}
