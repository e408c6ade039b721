package musubi.scenario.run;

import static musubi.scenario.ScenarioWorld.send;
import static musubi.scenario.ScenarioWorld.step;
import static musubi.scenario.ScenarioWorld.texts;
import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import musubi.sandbox.hubspot.ListKind;
import musubi.sandbox.hubspot.ReadFlaw;
import musubi.scenario.EndReason;
import musubi.scenario.ScenarioWorld;
import musubi.scenario.StepCount;
import musubi.scenario.definition.Condition;
import musubi.scenario.definition.Exit;
import musubi.scenario.definition.Reentry;
import musubi.scenario.definition.StepAction;
import musubi.scenario.definition.Trigger;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What HubSpot says of a contact when a step is due decides what comes next. */
class ContactDecidesTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.adjusted();

    private static final Duration DAY = Duration.ofDays(1);

    private final ScenarioWorld it = new ScenarioWorld(WORLD);

    @AfterEach
    void nothingGoesOn() {
        WORLD.line().faults().clear();
        WORLD.hubspot().faults().clear();
        WORLD.api("DELETE", "/api/connections/" + it.connection().id(), null);
    }

    @Test
    void valuesOfThePersonAreFilledInAndWhoLacksOneIsLeftOut() {
        var scenario = it.byHand(send("one", "{{ contact.lastname }}様", Duration.ZERO), send("two", "二", DAY));
        var friends = it.friends(2);
        var named = it.contact(friends.getFirst(), Map.of("lastname", "山田"));
        var nameless = it.contact(friends.getLast(), Map.of());
        it.enter(scenario, List.of(named, nameless));
        it.waiting(scenario, "two", 2);
        assertThat(texts(friends.getFirst())).containsExactly("山田様");
        assertThat(texts(friends.getLast())).isEmpty();
        assertThat(it.counts(scenario).of("one", StepCount.MISSING_VALUE)).isEqualTo(1);
        assertThat(it.counts(scenario).of("one", StepCount.SENT)).isEqualTo(1);
    }

    /** It is not read once more in between. */
    @Test
    void aMessageAtOnceAfterAStepThatSetsAPropertyHasItsValue() {
        var scenario = it.byHand(
                step("set", Duration.ZERO, new StepAction.SetProperty("jobtitle", "gold")),
                send("one", "{{ contact.jobtitle }}", Duration.ZERO),
                step("clear", Duration.ZERO, new StepAction.SetProperty("lastname", "")),
                send("two", "{{ contact.lastname|default('お客', true) }}様", Duration.ZERO));
        var friend = it.friends(1).getFirst();
        it.enter(scenario, List.of(it.contact(friend, Map.of("lastname", "山田", "jobtitle", "silver"))));
        it.ended(scenario);
        assertThat(texts(friend)).containsExactly("gold", "お客様");
    }

    @Test
    void whatTheContactSaysWhenAStepIsDueDecides() {
        var scenario = it.byHand(send("one", "一", DAY));
        var friends = it.friends(4);
        var contacts = it.contacts(friends);
        it.enter(scenario, contacts);
        var portal = it.connection().portal();
        portal.update(contacts.get(0).id(), Map.of("line_follow", "NO"));
        portal.update(contacts.get(1).id(), Map.of("line_opt_out", "YES"));
        portal.archive(contacts.get(2).id());
        WORLD.clock().advance(DAY);
        var counts = it.ended(scenario);
        assertThat(counts.ended())
                .isEqualTo(
                        Map.of(EndReason.BLOCKED, 1L, EndReason.OPTED_OUT, 1L, EndReason.GONE, 1L, EndReason.END, 1L));
        assertThat(friends.subList(0, 3))
                .allSatisfy(friend -> assertThat(texts(friend)).isEmpty());
        assertThat(texts(friends.getLast())).containsExactly("一");
    }

    @Test
    void aMergedContactGoesOnAsTheOtherOneOnce() {
        var scenario = it.byHand(send("one", "一", DAY), send("two", "二", DAY));
        var friends = it.friends(2);
        var contacts = it.contacts(friends);
        it.enter(scenario, contacts);
        var other = it.connection().portal().createContact(Map.of("email", "b@example.com"));
        it.connection().portal().merge(contacts.getFirst().id(), other.id());
        WORLD.clock().advance(DAY);
        it.waiting(scenario, "two", 2);
        WORLD.clock().advance(DAY);
        assertThat(it.ended(scenario).ended(EndReason.END)).isEqualTo(2);
        assertThat(friends).allSatisfy(friend -> assertThat(texts(friend)).containsExactly("一", "二"));
    }

    @Test
    void branchesSetPropertiesAndExitsAreDecidedByTheContact() {
        var isGold = new Condition.Property("jobtitle", Condition.Operator.EQ, List.of("gold"));
        var scenario = it.scenario(
                new Trigger.Manual(),
                new Reentry.Never(),
                List.of(new Exit.When(new Condition.Property("city", Condition.Operator.EQ, List.of("Osaka")))),
                step("set", Duration.ZERO, new StepAction.SetProperty("company", "Musubi")),
                step(
                        "branch",
                        Duration.ZERO,
                        new StepAction.Branch(
                                isGold,
                                List.of(send("gold", "金", Duration.ZERO)),
                                List.of(send("other", "銀", Duration.ZERO)))),
                send("last", "終", DAY));
        var friends = it.friends(3);
        var gold = it.contact(friends.get(0), Map.of("jobtitle", "gold"));
        var other = it.contact(friends.get(1), Map.of("jobtitle", "x"));
        var left = it.contact(friends.get(2), Map.of("city", "Osaka"));
        it.enter(scenario, List.of(gold, other, left));
        it.waiting(scenario, "last", 2);
        assertThat(texts(friends.get(0))).containsExactly("金");
        assertThat(texts(friends.get(1))).containsExactly("銀");
        assertThat(texts(friends.get(2))).isEmpty();
        assertThat(it.counts(scenario).ended(EndReason.EXIT)).isEqualTo(1);
        assertThat(it.connection().portal().contact(gold.id()).orElseThrow().properties())
                .containsEntry("company", "Musubi");
        it.connection().portal().update(gold.id(), Map.of("city", "Osaka"));
        WORLD.clock().advance(DAY);
        it.ended(scenario);
        assertThat(texts(friends.get(0))).containsExactly("金");
        assertThat(texts(friends.get(1))).containsExactly("銀", "終");
    }

    @Test
    void listsAreConditionsToo() {
        var friends = it.friends(2);
        var contacts = it.contacts(friends);
        var list = it.connection()
                .portal()
                .lists()
                .add("VIP", ListKind.MANUAL, List.of(contacts.getFirst().id()))
                .id();
        var scenario = it.byHand(step(
                "branch",
                Duration.ZERO,
                new StepAction.Branch(
                        new Condition.InList(list), List.of(send("vip", "VIP", Duration.ZERO)), List.of())));
        it.enter(scenario, contacts);
        assertThat(it.ended(scenario).ended(EndReason.END)).isEqualTo(2);
        assertThat(texts(friends.getFirst())).containsExactly("VIP");
        assertThat(texts(friends.getLast())).isEmpty();
    }

    @Test
    void nobodyIsConcludedToBeGoneFromAnAnswerThatLeavesThemOut() {
        var scenario = it.byHand(send("one", "一", Duration.ZERO));
        var friends = it.friends(3);
        var contacts = it.contacts(friends);
        it.enter(scenario, contacts);
        it.connection()
                .portal()
                .readsFail(ReadFlaw.LEFT_OUT, Set.of("" + contacts.getFirst().id()), 3);
        eventually("the others have it", () -> texts(friends.getLast()).size() == 1);
        WORLD.clock().advance(Duration.ofMinutes(5));
        assertThat(it.ended(scenario).ended()).isEqualTo(Map.of(EndReason.END, 3L));
        assertThat(friends).allSatisfy(friend -> assertThat(texts(friend)).containsExactly("一"));
    }
}
