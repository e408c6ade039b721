package musubi.scenario.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import musubi.connection.sending.SendingOptions.QuietHours;
import musubi.scenario.EndReason;
import musubi.scenario.definition.Definition;
import musubi.scenario.definition.Edit;
import musubi.scenario.definition.MovePlan;
import musubi.scenario.definition.Step;
import musubi.testing.Seed;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random scenarios with random edits while people are in them, against a reference: a person's way is that of their version, from where they were
 * when they came to it. No step is done twice, none that was passed already, and everybody comes to the end.
 */
class CourseModelTests {

    private static final int ROUNDS = Integer.getInteger("musubi.rounds", 300);
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final Optional<QuietHours> QUIET =
            Optional.of(new QuietHours(LocalTime.of(21, 0), LocalTime.of(9, 0)));
    private static final Duration LATENESS = Duration.ofHours(24);

    private final Random random = Seed.random("CourseModelTests");

    /** Somebody in a scenario. */
    private static final class Person {

        private final Map<String, Boolean> arms = new HashMap<>();
        private final List<String> done = new ArrayList<>();
        private final Set<String> passed = new HashSet<>();
        private List<String> expected = List.of();
        private int version;
        private @Nullable Position at;
        private boolean sending;
        private Instant accepted = Instant.EPOCH;
        private @Nullable EndReason end;

        private Facts facts(Needs needs) {
            return new Facts(
                    false,
                    false,
                    false,
                    false,
                    arms.keySet().stream()
                            .filter(key -> arms.getOrDefault(key, false))
                            .map(key -> "of " + key)
                            .collect(Collectors.toSet()),
                    needs.properties().stream()
                            .collect(Collectors.toMap(
                                    name -> name,
                                    name -> Optional.of("yes")
                                            .filter(_ -> arms.getOrDefault(name.substring(3), false)))),
                    Map.of());
        }
    }

    private final List<Definition> versions = new ArrayList<>();
    private final List<Person> people = new ArrayList<>();
    private Instant now = Instant.EPOCH;
    private int moved;
    private int refused;
    private int late;
    private int sent;

    @Test
    void whateverIsEditedEverybodyGoesForwardAndArrives() {
        for (var round = 0; round < ROUNDS; round++) {
            round();
        }
        // the rounds were not about nothing
        assertThat(moved).as("moved").isGreaterThan(ROUNDS);
        assertThat(refused).as("refused").isPositive();
        assertThat(late).as("late").isPositive();
        assertThat(sent).as("sent").isGreaterThan(5 * ROUNDS);
    }

    private void round() {
        versions.clear();
        people.clear();
        now = Instant.parse("2026-03-27T10:00:00Z").plusSeconds(random.nextInt(200 * 86_400));
        var scenarios = new RandomScenario(random);
        versions.add(scenarios.definition());
        for (var event = 0; event < 60; event++) {
            switch (random.nextInt(8)) {
                case 0 -> enter();
                case 1 -> edit(scenarios.edited(versions.getLast()));
                // an outage, at times
                default -> pass(Duration.ofMinutes(random.nextInt(random.nextInt(20) == 0 ? 6_000 : 600)));
            }
        }
        for (var hours = 0; hours < 24 * 600 && people.stream().anyMatch(person -> person.end == null); hours++) {
            pass(Duration.ofHours(1));
        }
        for (var person : people) {
            assertThat(person.end).as("of %s in %s", person.done, versions).isEqualTo(EndReason.END);
            assertThat(person.done).doesNotHaveDuplicates();
            assertThat(person.expected).as("left in version %s", person.version).isEmpty();
        }
    }

    private void enter() {
        var person = new Person();
        for (var i = 0; i < 200; i++) {
            person.arms.put("k" + i, random.nextBoolean());
        }
        person.version = versions.size() - 1;
        person.at = course(person).start(now).orElse(null);
        person.end = person.at == null ? EndReason.END : null;
        person.expected = new ReferenceWay(person.arms).way(versions.getLast(), Optional.empty());
        people.add(person);
    }

    private Course course(Person person) {
        return new Course(versions.get(person.version), ZONE, QUIET, LATENESS);
    }

    private void edit(Definition wanted) {
        var edit = new Edit(versions.getLast(), wanted);
        assertThat(edit.problems()).isEmpty();
        assertThat(new Edit(edit.result(), wanted).isStructural()).isFalse();
        versions.add(edit.result());
        if (random.nextInt(3) == 0) {
            return;
        }
        var moves = moves(edit.result());
        for (var person : people) {
            if (person.end == null && person.at != null) {
                move(person, person.at, MovePlan.of(versions.get(person.version), edit.result(), moves));
            }
        }
    }

    private Map<String, String> moves(Definition to) {
        var live = to.all().filter(step -> !step.retired()).map(Step::key).toList();
        var all = to.all().map(Step::key).toList();
        return live.isEmpty() || random.nextInt(3) != 0
                ? Map.of()
                : Map.of(all.get(random.nextInt(all.size())), live.get(random.nextInt(live.size())));
    }

    private void move(Person person, Position at, MovePlan plan) {
        var key = at.stepKey();
        if (person.sending ? !plan.underWay().contains(key) : !plan.waiting().containsKey(key)) {
            refused++;
            return;
        }
        var target = person.sending ? key : plan.waiting().getOrDefault(key, key);
        person.version = versions.size() - 1;
        // due stays: waits that run are not changed
        person.at = new Position(target, at.due());
        person.passed.addAll(before(target));
        person.expected = new ReferenceWay(person.arms).way(versions.getLast(), Optional.of(target));
        if (person.sending) {
            person.expected.remove(target);
            person.expected.addFirst(target);
        }
        moved++;
    }

    private Set<String> before(String key) {
        return versions.getLast()
                .all()
                .map(Step::key)
                .takeWhile(each -> !each.equals(key))
                .collect(Collectors.toSet());
    }

    private void pass(Duration time) {
        now = now.plus(time);
        people.stream().filter(person -> person.end == null).forEach(this::work);
    }

    private void work(Person person) {
        if (person.sending) {
            accept(person);
        }
        while (person.at != null && person.end == null && !person.sending && work(person, person.at)) {
            assertThat(person.done.size()).isLessThan(500);
        }
    }

    /** Returns whether there may be more to do now. */
    private boolean work(Person person, Position at) {
        var decision = course(person).decide(at, now, Optional.empty());
        for (var asked = 0; decision instanceof Decision.Ask ask; asked++) {
            assertThat(asked).isLessThan(100);
            decision = course(person).decide(ask.at(), now, Optional.of(person.facts(ask.needs())));
        }
        return switch (decision) {
            case Decision.Rest rest -> {
                assertThat(rest.at().due()).isAfter(now);
                person.at = rest.at();
                yield false;
            }
            case Decision.Ask _ -> throw new AssertionError("asked twice");
            case Decision.Send send -> {
                assertThat(send.at().due()).isBeforeOrEqualTo(now);
                assertThat(QUIET.orElseThrow().contains(now, ZONE)).isFalse();
                assertThat(Duration.between(send.at().due(), now)).isLessThanOrEqualTo(LATENESS.plusHours(12));
                person.at = send.at();
                person.sending = true;
                sent++;
                if (random.nextBoolean()) {
                    accept(person);
                    yield true;
                }
                yield false;
            }
            case Decision.Write write -> {
                done(person, write.at().stepKey());
                yield next(person, write.next());
            }
            case Decision.LeaveOut out -> {
                assertThat(Duration.between(out.at().due(), now)).isGreaterThan(LATENESS);
                done(person, out.at().stepKey());
                late++;
                yield next(person, out.next());
            }
            case Decision.Over over -> {
                person.end = over.reason();
                yield false;
            }
        };
    }

    private static boolean next(Person person, Optional<Position> next) {
        person.at = next.orElse(null);
        person.end = next.isEmpty() ? EndReason.END : null;
        return next.isPresent();
    }

    private void accept(Person person) {
        var key = Objects.requireNonNull(person.at).stepKey();
        done(person, key);
        person.sending = false;
        person.accepted = now;
        var next = course(person).after(key, now);
        next.ifPresent(position -> assertThat(position.due()).isAfterOrEqualTo(person.accepted));
        next(person, next);
    }

    private static void done(Person person, String key) {
        assertThat(person.passed).as("passed").doesNotContain(key);
        assertThat(person.done).as("done").doesNotContain(key);
        assertThat(person.expected).as("to come").startsWith(key);
        person.expected.removeFirst();
        person.done.add(key);
    }
}
