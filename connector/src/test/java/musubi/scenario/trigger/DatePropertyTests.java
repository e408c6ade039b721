package musubi.scenario.trigger;

import static musubi.scenario.ScenarioWorld.texts;
import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import musubi.hubspot.HubSpotException;
import musubi.sandbox.http.Fault;
import musubi.sandbox.hubspot.Contact;
import musubi.sandbox.hubspot.ReadFlaw;
import musubi.scenario.EndReason;
import musubi.scenario.ScenarioWorld;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who has a date comes in on its day, once each time. */
class DatePropertyTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.adjusted();

    private final ScenarioWorld it = new ScenarioWorld(WORLD);
    private final DateWorld dates = new DateWorld(WORLD, it);

    @AfterEach
    void nothingGoesOn() {
        dates.end();
    }

    @Test
    void whoseBirthdayItIsComesInAtItsTimeEachYearOnce() {
        var moment = dates.soon();
        var day = dates.day(moment).plusDays(3);
        dates.person("birthday", day.minusYears(28));
        var friend = it.friends(1).getFirst();
        it.contact(friend, Map.of("birthday", day.minusYears(30).plusDays(1).toString()));
        it.connection()
                .portal()
                .createContact(Map.of(
                        "email", "a@example.com", "birthday", day.minusYears(28).toString()));
        var scenario = dates.scenario("birthday", -3, moment, true);
        dates.poll(scenario);
        assertThat(dates.seen(scenario)).isZero();
        dates.until(moment);
        dates.poll(scenario);
        dates.poll(scenario);
        assertThat(dates.sent(scenario)).isEqualTo(1);
        WORLD.clock().advance(DateWorld.SETTLED);
        dates.poll(scenario);
        dates.poll(scenario);
        assertThat(dates.sent(scenario)).isEqualTo(1);
        assertThat(dates.seen(scenario)).isEqualTo(1);
        assertThat(texts(friend)).isEmpty();
        // a year later, as if it was looked each day until then
        dates.until(moment.atZone(dates.zone()).plusYears(1).toInstant());
        WORLD.database()
                .jdbc()
                .sql("update date_place set next_day = ? where scenario_id = ?")
                .params(dates.day(moment).plusYears(1), scenario.id())
                .update();
        dates.poll(scenario);
        assertThat(dates.sent(scenario)).isEqualTo(2);
    }

    @Test
    void aMomentHasItsDayInThePortalsZoneAndComesOnce() {
        var moment = dates.soon();
        var day = dates.day(moment);
        dates.person("renewal", day.atStartOfDay(dates.zone()).toInstant());
        dates.person(
                "renewal",
                day.plusDays(1).atStartOfDay(dates.zone()).toInstant().minusMillis(1));
        dates.person("renewal", day.plusDays(1).atStartOfDay(dates.zone()).toInstant());
        dates.person(
                "renewal", day.minusYears(1).atTime(12, 0).atZone(dates.zone()).toInstant());
        var scenario = dates.scenario("renewal", 0, moment, false);
        dates.until(moment);
        dates.poll(scenario);
        assertThat(dates.sent(scenario)).isEqualTo(2);
    }

    @Test
    void asManyAsThereAreComeInWhateverIsCutAndWhoeverLooksToo() throws Exception {
        var moment = dates.soon();
        var contacts = new ArrayList<Contact>();
        for (var friend : it.friends(450)) {
            contacts.add(it.contact(friend, Map.of("birthday", dates.day(moment).toString())));
        }
        var scenario = dates.scenario("birthday", 0, moment, false);
        dates.until(moment);
        // so that nothing looks by itself
        paused("pause");
        it.connection()
                .portal()
                .readsFail(ReadFlaw.LEFT_OUT, Set.of("" + contacts.get(7).id()), 1);
        WORLD.hubspot().faults().add(Fault.answer("POST", ".*/contacts/search", 1, 503, ""));
        assertThatThrownBy(() -> dates.poll(scenario, () -> true)).isInstanceOf(HubSpotException.class);
        // it ends behind two pages of three
        var asked = new AtomicInteger();
        dates.poll(scenario, () -> asked.incrementAndGet() <= 3);
        assertThat(dates.seen(scenario)).isEqualTo(399);
        paused("resume");
        WORLD.stop();
        WORLD.start();
        // two nodes that both hold themselves for the owner
        var other = CompletableFuture.runAsync(() -> dates.poll(scenario));
        dates.poll(scenario);
        other.get();
        dates.poll(scenario);
        WORLD.clock().advance(DateWorld.SETTLED);
        dates.poll(scenario);
        assertThat(dates.sent(scenario)).isEqualTo(450);
        assertThat(it.counts(scenario).ended()).isEqualTo(Map.of(EndReason.END, 450L));
    }

    private void paused(String act) {
        var answer = WORLD.api(
                "POST", "/api/connections/%s/%s".formatted(it.connection().id(), act), null);
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 204);
    }

    @Test
    void whomHubSpotsSearchLearnsOfLateComesInToo() {
        it.connection().portal().searchLag(DateWorld.MINUTE);
        var moment = dates.soon();
        var scenario = dates.scenario("birthday", 0, moment, false);
        dates.until(moment.minusSeconds(10));
        dates.person("birthday", dates.day(moment));
        var changed = dates.person("birthday", dates.day(moment));
        dates.until(moment.plusSeconds(5));
        dates.poll(scenario);
        assertThat(dates.seen(scenario)).isZero();
        WORLD.clock().advance(DateWorld.SETTLED.minus(DateWorld.MINUTE.multipliedBy(2)));
        // too early for the second look
        dates.poll(scenario);
        assertThat(dates.seen(scenario)).isZero();
        WORLD.clock().advance(DateWorld.MINUTE.multipliedBy(2));
        // search still says the old date
        it.connection().portal().update(changed.id(), Map.of("birthday", "1999-01-01"));
        dates.poll(scenario);
        assertThat(dates.sent(scenario)).isEqualTo(1);
    }

    @Test
    void fromRestToTheFriendsPhone() {
        var moment = dates.soon();
        var friend = it.friends(1).getFirst();
        it.contact(friend, Map.of("birthday", dates.day(moment).minusYears(24).toString(), "lastname", "山田"));
        var made = WORLD.api(
                "POST",
                "/api/connections/" + it.connection().id() + "/scenarios",
                Map.of(
                        "name",
                        "誕生日",
                        "enabled",
                        true,
                        "trigger",
                        Map.of(
                                "kind",
                                "PROPERTY",
                                "property",
                                "birthday",
                                "offset",
                                Map.of(
                                        "days",
                                        0,
                                        "time",
                                        LocalTime.ofInstant(moment, dates.zone())
                                                .toString())),
                        "steps",
                        List.of(Map.of(
                                "key",
                                "a",
                                "message",
                                Map.of(
                                        "bubbles",
                                        List.of(Map.of("type", "text", "text", "{{ contact.lastname }}様、おめでとう")))))));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        var triggers = WORLD.bean(PollTriggers.class);
        triggers.look();
        dates.until(moment);
        eventually("it has arrived", () -> {
            triggers.look();
            return texts(friend).equals(List.of("山田様、おめでとう"));
        });
    }
}
