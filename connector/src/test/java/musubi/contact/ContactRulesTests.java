package musubi.contact;

import static musubi.contact.TestContacts.DEFAULTS;
import static musubi.contact.TestContacts.FRIEND;
import static musubi.contact.TestContacts.NOON;
import static musubi.contact.TestContacts.contact;
import static musubi.contact.TestContacts.known;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ContactRulesTests {

    @Test
    void aFollowMakesAContactWithAllThatIsAlwaysFilled() {
        var write = write(Optional.empty(), new FriendEvent.Followed(NOON, false), known("さくら"));
        assertThat(write)
                .isEqualTo(new Write.Create(
                        Map.of(
                                LineProperty.USER_ID, FRIEND.value(),
                                LineProperty.USER_NAME, "さくら",
                                LineProperty.USER_PICTURE, "https://pictures.example/1",
                                LineProperty.ID_SYNC_DATE, "2026-11-25",
                                LineProperty.FOLLOW, "YES",
                                LineProperty.FOLLOW_UPDATED_AT, "2026-11-24T12:00:00.123Z",
                                LineProperty.CONTACT_SOURCE, "FOLLOW"),
                        "u0123456789abcdef0123456789abcdef@line.me"));
    }

    @Test
    void anUnblockIsItsOwnSource() {
        assertThat(write(Optional.empty(), new FriendEvent.Followed(NOON, true), known("Sakura")))
                .isInstanceOfSatisfying(
                        Write.Create.class,
                        create -> assertThat(create.values()).containsEntry(LineProperty.CONTACT_SOURCE, "UNBLOCK"));
    }

    @Test
    void aClickNeverMakesAContactAndDoesNotSayThatTheFriendFollows() {
        var clicked = Change.clicked(NOON);
        assertThat(ContactRules.write(
                        FRIEND, Optional.empty(), clicked, new Profile.NotAsked(), Optional.empty(), true, DEFAULTS))
                .isEqualTo(new Write.Nothing());
        assertThat(ContactRules.write(
                        FRIEND,
                        Optional.of(contact(Map.of(LineProperty.FOLLOW, "NO"))),
                        clicked,
                        new Profile.NotAsked(),
                        Optional.empty(),
                        true,
                        DEFAULTS))
                .isInstanceOfSatisfying(
                        Write.Update.class,
                        update -> assertThat(update.values())
                                .containsEntry(LineProperty.LAST_BROADCAST_CLICK_DATE, NOON.toString())
                                .doesNotContainKey(LineProperty.FOLLOW));
    }

    @Test
    void aBlockNeverMakesAContact() {
        assertThat(write(Optional.empty(), new FriendEvent.Blocked(NOON), new Profile.NotAsked()))
                .isEqualTo(new Write.Nothing());
    }

    @Test
    void anOlderUnfollowDoesNotOverrideAFollow() {
        assertThat(write(
                        Optional.of(contact(Map.of())),
                        new FriendEvent.Blocked(NOON.minusSeconds(61)),
                        new Profile.NotAsked()))
                .isEqualTo(new Write.Nothing());
    }

    @Test
    void aMessageTurnsAnOlderNoIntoYes() {
        var blocked = contact(Map.of(LineProperty.FOLLOW, "NO"));
        assertThat(write(
                        Optional.of(blocked),
                        new FriendEvent.Wrote(NOON, "5", Optional.of("hello")),
                        new Profile.NotAsked()))
                .isEqualTo(new Write.Update(
                        Map.of(
                                LineProperty.FOLLOW, "YES",
                                LineProperty.FOLLOW_UPDATED_AT, NOON.toString(),
                                LineProperty.LAST_REPLY_MESSAGE, "hello",
                                LineProperty.LAST_REPLY_MESSAGE_ID, "5",
                                LineProperty.LAST_REPLY_AT, NOON.toString(),
                                LineProperty.UNANSWERED, "YES"),
                        Optional.empty()));
    }

    @Test
    void aTappedChoiceIsNoReply() {
        assertThat(write(Optional.of(contact(Map.of())), new FriendEvent.Tapped(NOON), new Profile.NotAsked()))
                .isEqualTo(new Write.Update(Map.of(LineProperty.FOLLOW_UPDATED_AT, NOON.toString()), Optional.empty()));
    }

    @Test
    void withoutAProfileTheFallbacksStand() {
        assertThat(write(Optional.empty(), new FriendEvent.Followed(NOON, false), new Profile.Unknown()))
                .isInstanceOfSatisfying(
                        Write.Create.class,
                        create -> assertThat(create.values())
                                .containsEntry(LineProperty.USER_NAME, "LINE友だち")
                                .containsEntry(LineProperty.USER_PICTURE, "https://musubi.example/avatar.png"));
    }

    @Test
    void aNameOnceKnownIsNotReplacedByAFallback() {
        assertThat(write(Optional.of(contact(Map.of())), new FriendEvent.Followed(NOON, true), new Profile.Unknown()))
                .isEqualTo(new Write.Update(Map.of(LineProperty.FOLLOW_UPDATED_AT, NOON.toString()), Optional.empty()));
    }

    @Test
    void aRealAddressIsNeverReplaced() {
        var real = new Contact(contact(Map.of()).values(), "sakura@example.com");
        assertThat(write(Optional.of(real), new FriendEvent.Tapped(NOON), new Profile.NotAsked()))
                .isInstanceOfSatisfying(
                        Write.Update.class, update -> assertThat(update.email()).isEmpty());
    }

    @Test
    void anEmptyAddressIsFilledOnlyOnContactsOfOurMaking() {
        var ours = new Contact(contact(Map.of()).values(), "");
        var theirs = new Contact(
                contact(Map.of(LineProperty.CONTACT_SOURCE, "HUBSPOT")).values(), "");
        assertThat(write(Optional.of(ours), new FriendEvent.Tapped(NOON), new Profile.NotAsked()))
                .isInstanceOfSatisfying(
                        Write.Update.class, update -> assertThat(update.email()).contains(FRIEND.placeholderEmail()));
        assertThat(write(Optional.of(theirs), new FriendEvent.Tapped(NOON), new Profile.NotAsked()))
                .isInstanceOfSatisfying(
                        Write.Update.class, update -> assertThat(update.email()).isEmpty());
    }

    @Test
    void aContactThatGotItsIdFromOutsideIsCompletedAndKeepsItsAddress() {
        var outside = new Contact(Map.of(LineProperty.USER_ID, FRIEND.value()), "");
        assertThat(ContactRules.needsProfile(Optional.of(outside), Change.of(new FriendEvent.Tapped(NOON)), true))
                .isTrue();
        assertThat(write(Optional.of(outside), new FriendEvent.Tapped(NOON), known("Sakura")))
                .isInstanceOfSatisfying(Write.Update.class, update -> {
                    assertThat(update.values()).containsEntry(LineProperty.CONTACT_SOURCE, "HUBSPOT");
                    assertThat(update.email()).isEmpty();
                });
    }

    @Test
    void theContactThatHoldsThePlaceholderBecomesTheFriend() {
        var adopted = ContactRules.adopt(
                FRIEND,
                new Contact(Map.of(), FRIEND.placeholderEmail()),
                Change.of(new FriendEvent.Followed(NOON, false)),
                known("Sakura"),
                DEFAULTS);
        assertThat(adopted.values())
                .containsEntry(LineProperty.USER_ID, FRIEND.value())
                .containsEntry(LineProperty.CONTACT_SOURCE, "FOLLOW");
        assertThat(adopted.email()).isEmpty();
    }

    @Test
    void ofAMessageThatIsOnTheContactAlreadyTheTextIsNotWrittenAgain() {
        var takenBackMeanwhile =
                contact(Map.of(LineProperty.LAST_REPLY_MESSAGE_ID, "5", LineProperty.LAST_REPLY_AT, NOON.toString()));
        assertThat(write(
                        Optional.of(takenBackMeanwhile),
                        new FriendEvent.Wrote(NOON, "5", Optional.of("hello")),
                        new Profile.NotAsked()))
                .isInstanceOfSatisfying(
                        Write.Update.class,
                        update -> assertThat(update.values())
                                .doesNotContainKeys(LineProperty.LAST_REPLY_MESSAGE, LineProperty.LAST_REPLY_AT));
    }

    @Test
    void theSameMomentInAnotherNotationIsNotWrittenAgain() {
        var second = NOON.truncatedTo(ChronoUnit.SECONDS);
        var contact = contact(Map.of(LineProperty.FOLLOW_UPDATED_AT, "2026-11-24T12:00:00.000Z"));
        assertThat(write(Optional.of(contact), new FriendEvent.Tapped(second), new Profile.NotAsked()))
                .isEqualTo(new Write.Nothing());
    }

    @Test
    void aFriendWhoDidNothingFollowsUnlessLineDoesNotKnowThem() {
        assertThat(followState(TestContacts.create(Change.imported(NOON), known("Sakura"))))
                .contains("YES");
        assertThat(followState(TestContacts.create(Change.imported(NOON), new Profile.NotAsked())))
                .contains("YES");
        assertThat(followState(TestContacts.create(Change.imported(NOON), new Profile.Unknown())))
                .contains("NO");
    }

    @Test
    void anImportDoesNotSayThatAFriendFollowsWhoBlockedBefore() {
        var change = Change.of(new FriendEvent.Blocked(NOON.minusSeconds(1))).and(Change.imported(NOON));
        assertThat(followState(TestContacts.create(change, known("Sakura")))).contains("NO");
        var unlinked = new Contact(Map.of(), FRIEND.placeholderEmail());
        assertThat(followState(ContactRules.adopt(FRIEND, unlinked, change, known("Sakura"), DEFAULTS)))
                .contains("NO");
        assertThat(followState(ContactRules.adopt(FRIEND, unlinked, Change.imported(NOON), known("Sakura"), DEFAULTS)))
                .contains("YES");
    }

    @Test
    void whatIsWrittenAfterAMergeIsAllOfTheFriendsContactAndTheChange() {
        var merged = contact(Map.of(LineProperty.UNANSWERED, "NO"));
        var survivor = ContactRules.survivor(
                merged, new Write.Update(Map.of(LineProperty.UNANSWERED, "YES"), Optional.of("sakura@example.com")));
        assertThat(survivor.values())
                .isEqualTo(contact(Map.of(LineProperty.UNANSWERED, "YES")).values());
        assertThat(survivor.email()).isEmpty();
    }

    private static Write write(Optional<Contact> contact, FriendEvent event, Profile profile) {
        return ContactRules.write(FRIEND, contact, Change.of(event), profile, Optional.empty(), true, DEFAULTS);
    }

    private static Optional<String> followState(Write write) {
        return switch (write) {
            case Write.Create create -> Optional.ofNullable(create.values().get(LineProperty.FOLLOW));
            case Write.Update update -> Optional.ofNullable(update.values().get(LineProperty.FOLLOW));
            case Write.Nothing ignored -> Optional.empty();
        };
    }
}
