package musubi.contact;

import static musubi.contact.TestContacts.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which of two facts of a kind stays. */
class FactTests {

    @Test
    void theNewestFreeMessageIsTheUnansweredOne() {
        var older = new Fact.Unanswered(NOON.minusMillis(1));
        var newer = new Fact.Unanswered(NOON);
        assertThat(older.and(newer)).isEqualTo(newer);
        assertThat(newer.and(older)).isEqualTo(newer);
    }

    @Test
    void theNewestSightOfAContactFromOutsideStays() {
        var older = new Fact.SeenOutside(NOON.minusMillis(1));
        var newer = new Fact.SeenOutside(NOON);
        assertThat(older.and(newer)).isEqualTo(newer);
        assertThat(newer.and(older)).isEqualTo(newer);
    }

    @Test
    void theNewestClickStaysAndWritesOnlyWhatIsNewer() {
        var older = new Fact.Clicked(NOON.minusMillis(1));
        var newer = new Fact.Clicked(NOON);
        assertThat(older.and(newer)).isEqualTo(newer);
        assertThat(newer.and(older)).isEqualTo(newer);
        var onContact = TestContacts.contact(Map.of(
                LineProperty.LAST_BROADCAST_CLICK_DATE, NOON.minusMillis(1).toString()));
        assertThat(FactValues.of(newer, onContact))
                .isEqualTo(Map.of(LineProperty.LAST_BROADCAST_CLICK_DATE, NOON.toString()));
        assertThat(FactValues.of(older, onContact)).isEmpty();
    }

    @Test
    void theNewestChoiceOfDeliveryStaysAndOfTwoAtOnceTheOneThatWantsNone() {
        var out = new Fact.OptOut(NOON, true);
        var in = new Fact.OptOut(NOON.plusMillis(1), false);
        assertThat(out.and(in)).isEqualTo(in);
        assertThat(in.and(out)).isEqualTo(in);
        assertThat(out.and(new Fact.OptOut(NOON, false))).isEqualTo(out);
        assertThat(new Fact.OptOut(NOON, false).and(out)).isEqualTo(out);
    }

    @Test
    void theReplyOfAChangeIsTheNewestTextAndEmptyWhenItWasTakenBack() {
        var first = Change.of(new FriendEvent.Wrote(NOON, "5", Optional.of("first")));
        var second = Change.of(new FriendEvent.Wrote(NOON.plusMillis(1), "6", Optional.of("second")));
        assertThat(second.and(first).reply()).map(Fact.Reply::text).contains("second");
        var takenBack = Change.of(new FriendEvent.TookBack(NOON.plusMillis(2), "6"));
        assertThat(second.and(first).and(takenBack).reply())
                .map(Fact.Reply::text)
                .contains("");
        assertThat(Change.of(new FriendEvent.Tapped(NOON)).reply()).isEmpty();
    }

    @Test
    void aFactUnderTheClassOfAnotherIsRefused() {
        Map<Class<?>, Fact<?>> facts = Map.of(Fact.Unanswered.class, new Fact.SeenOutside(NOON));
        assertThatThrownBy(() -> new Change(facts, UpdatePolicy.FULL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SeenOutside")
                .hasMessageContaining("Unanswered");
    }
}
