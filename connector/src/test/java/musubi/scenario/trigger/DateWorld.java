package musubi.scenario.trigger;

import static musubi.scenario.ScenarioWorld.send;
import static musubi.testing.Waits.eventually;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.hubspot.HubSpotException;
import musubi.sandbox.hubspot.Contact;
import musubi.sandbox.hubspot.PropertyDefinition;
import musubi.scenario.Scenario;
import musubi.scenario.ScenarioWorld;
import musubi.scenario.Scenarios;
import musubi.scenario.StepCount;
import musubi.scenario.definition.Reentry;
import musubi.scenario.definition.Trigger;
import musubi.testing.TestWorld;

/** A portal with a date and a moment as properties, and scenarios that begin by them. */
final class DateWorld {

    static final Duration MINUTE = Duration.ofMinutes(1);
    static final Duration SETTLED = Duration.ofMinutes(11);

    private final TestWorld world;
    private final ScenarioWorld it;

    DateWorld(TestWorld world, ScenarioWorld it) {
        this.world = world;
        this.it = it;
        var portal = it.connection().portal();
        portal.addProperty(PropertyDefinition.custom("birthday", "Birthday", "date", "date", "contactinformation"));
        portal.addProperty(PropertyDefinition.custom("renewal", "Renewal", "datetime", "date", "contactinformation"));
        portal.searchLag(Duration.ZERO);
    }

    void end() {
        world.hubspot().faults().clear();
        world.api("DELETE", "/api/connections/" + it.connection().id(), null);
    }

    Connection connection() {
        return world.bean(Connections.class)
                .find(UUID.fromString(it.connection().id()))
                .orElseThrow();
    }

    ZoneId zone() {
        return connection().timeZone();
    }

    Instant now() {
        return world.clock().instant();
    }

    /** The moment of a trigger that comes in an hour or two, at a full minute. */
    Instant soon() {
        return now().plus(Duration.ofHours(2)).truncatedTo(ChronoUnit.MINUTES);
    }

    LocalDate day(Instant moment) {
        return LocalDate.ofInstant(moment, zone());
    }

    Scenario scenario(String property, int days, Instant moment, boolean yearly) {
        return it.scenario(
                new Trigger.DateProperty(property, days, LocalTime.ofInstant(moment, zone()), yearly),
                new Reentry.AfterEnd(),
                List.of(),
                send("one", "一", Duration.ZERO));
    }

    /** As the job does it: what HubSpot does not answer is asked again. */
    void poll(Scenario scenario) {
        eventually("HubSpot answers", () -> {
            try {
                poll(scenario, () -> true);
                return true;
            } catch (HubSpotException slow) {
                return false;
            }
        });
    }

    Polled poll(Scenario scenario, BooleanSupplier goesOn) {
        var known = world.bean(Scenarios.class).find(scenario.id()).orElseThrow();
        return world.bean(PollDate.class)
                .poll(
                        connection(),
                        known,
                        (Trigger.DateProperty) known.definition().trigger(),
                        goesOn);
    }

    Contact person(String property, Object value) {
        return it.contact(it.friends(1).getFirst(), Map.of(property, value.toString()));
    }

    void until(Instant moment) {
        world.clock().advance(Duration.between(now(), moment));
    }

    long sent(Scenario scenario) {
        return it.ended(scenario).of("one", StepCount.SENT);
    }

    long seen(Scenario scenario) {
        return world.database()
                .jdbc()
                .sql("select count(*) from date_seen where scenario_id = ?")
                .param(scenario.id())
                .query(Long.class)
                .single();
    }
}
