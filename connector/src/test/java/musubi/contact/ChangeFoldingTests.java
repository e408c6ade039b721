package musubi.contact;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** Changes of every kind, also those that no webhook of LINE brings, fold in any order. */
class ChangeFoldingTests {

    private static final int ROUNDS = 20_000;
    private static final Instant NOON = Instant.ofEpochMilli(1_790_000_000_000L);
    private static final LineUserId FRIEND = new LineUserId("U" + "0123456789abcdef".repeat(2));
    private static final Defaults DEFAULTS =
            new Defaults("LINE friend", "https://musubi.example/avatar.png", LocalDate.of(2026, 11, 24));

    private final long seed = Optional.ofNullable(Long.getLong("musubi.seed")).orElseGet(System::nanoTime);
    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(seed);

    @Test
    void everyKindOfFactFoldsInAnyOrderAndAnyNumberOfTimes() {
        for (var left = ROUNDS; left > 0; left--) {
            var a = change().and(change());
            var b = change();
            var c = change().and(change());
            assertThat(a.and(b)).as("seed %d", seed).isEqualTo(b.and(a));
            assertThat(a.and(b).and(c)).as("seed %d", seed).isEqualTo(a.and(b.and(c)));
            assertThat(a.and(a)).as("seed %d", seed).isEqualTo(a);
        }
    }

    private Change change() {
        var at = NOON.plusMillis(random.nextInt(4));
        var id = String.valueOf(8 + random.nextInt(4));
        return switch (random.nextInt(11)) {
            case 0 -> Change.of(new FriendEvent.Followed(at, random.nextBoolean()));
            case 1 -> Change.of(new FriendEvent.Blocked(at));
            case 2 -> Change.of(new FriendEvent.Tapped(at));
            case 3 -> Change.of(new FriendEvent.Wrote(at, id, Optional.of("text " + random.nextInt(3))));
            case 4 -> Change.of(new FriendEvent.TookBack(at, id));
            case 5 -> Change.PROFILE_ONLY;
            case 6 -> Change.outside(at);
            case 7 -> Change.imported(at);
            case 8 -> Change.clicked(at);
            case 9 -> Change.of(new FriendEvent.ChoseDelivery(at, random.nextBoolean()));
            default ->
                Change.loggedIn(
                        new LoginConsent(at, Optional.of("name " + id), Optional.empty(), Optional.empty(), link(at)),
                        random.nextBoolean() ? Optional.of(FollowState.NO) : Optional.empty());
        };
    }

    private Optional<LoginConsent.ViaLink> link(Instant at) {
        return random.nextBoolean()
                ? Optional.of(new LoginConsent.ViaLink("link", "Poster", Optional.empty(), at))
                : Optional.empty();
    }

    @Test
    void anImportCompletesNoExistingContactAndAFriendsOwnActDoes() {
        var incomplete = new Contact(Map.of(LineProperty.USER_ID, FRIEND.value()), "");
        var imported = Change.imported(NOON);
        assertThat(imported.policy()).isEqualTo(UpdatePolicy.PROFILE_ONLY);
        assertThat(written(incomplete, imported)).containsOnlyKeys(LineProperty.USER_NAME, LineProperty.USER_PICTURE);
        var followed = imported.and(Change.of(new FriendEvent.Followed(NOON, false)));
        assertThat(followed.policy()).isEqualTo(UpdatePolicy.FULL);
        assertThat(written(incomplete, followed)).containsKeys(LineProperty.ID_SYNC_DATE, LineProperty.CONTACT_SOURCE);
    }

    @Test
    void anImportOfAFriendWhoWasEarlierCreatesTheContactInAnyCase() {
        var followed = Change.of(new FriendEvent.Followed(NOON.minusSeconds(9), false));
        for (var change : List.of(
                followed.and(Change.imported(NOON)), Change.imported(NOON).and(followed))) {
            assertThat(ContactRules.write(
                            FRIEND,
                            Optional.empty(),
                            change,
                            new Profile.NotAsked(),
                            Optional.empty(),
                            false,
                            DEFAULTS))
                    .isInstanceOfSatisfying(
                            Write.Create.class,
                            create -> assertThat(create.values()).containsEntry(LineProperty.CONTACT_SOURCE, "FOLLOW"));
        }
    }

    @Test
    void noKindOfFactWritesAPropertyOfAnother() {
        var contact = new Contact(
                Map.of(LineProperty.LAST_REPLY_MESSAGE_ID, "3", LineProperty.LAST_REPLY_MESSAGE, "old"),
                "",
                Optional.of(NOON));
        var facts = List.of(
                new Fact.Following(NOON, FollowState.YES),
                new Fact.Creation(NOON, Source.LOGIN, true),
                new Fact.Messages(Optional.of(new Fact.Reply(NOON, "4", "new")), Set.of("3")),
                new Fact.Unanswered(NOON),
                new Fact.SeenOutside(NOON),
                new Fact.ProfileRefresh(),
                new Fact.Clicked(NOON),
                new Fact.OptOut(NOON, true),
                new LoginConsent(
                        NOON,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new LoginConsent.ViaLink("link", "Poster", Optional.empty(), NOON))));
        assertThat(facts).hasSize(Fact.class.getPermittedSubclasses().length);
        assertThat(facts.stream().flatMap(fact -> FactValues.of(fact, contact).keySet().stream()))
                .doesNotHaveDuplicates()
                .contains(LineProperty.FOLLOW, LineProperty.LAST_REPLY_MESSAGE, LineProperty.UNANSWERED)
                .contains(LineProperty.TRAFFIC_SOURCE);
    }

    private static Map<LineProperty, String> written(Contact contact, Change change) {
        var write = ContactRules.write(
                FRIEND, Optional.of(contact), change, new Profile.NotAsked(), Optional.empty(), true, DEFAULTS);
        return switch (write) {
            case Write.Update update -> update.values();
            case Write.Create ignored -> throw new AssertionError("the contact exists");
            case Write.Nothing ignored -> Map.of();
        };
    }
}
