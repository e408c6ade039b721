package musubi.scenario.course;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.stream.Stream;
import musubi.connection.sending.SendingOptions.QuietHours;
import musubi.scenario.EndReason;
import musubi.scenario.definition.Condition;
import musubi.scenario.definition.Definition;
import musubi.scenario.definition.Exit;
import musubi.scenario.definition.Step;
import musubi.scenario.definition.StepAction;
import musubi.scenario.definition.Wait;

/**
 * The way through a version of a scenario, pure: from where a person is, what is known of them and the time follows what comes next. Steps are
 * only ever gone forward, each once: an answer either rests, or needs something from outside, or stands at a later step than the question.
 *
 * <p>A wait begins when the step before is done: a message when LINE accepted it, everything else when it was due. So after an outage messages of
 * a person keep the distance that their waits give, and others do not drift.
 */
public final class Course {

    private final Definition definition;
    private final ZoneId zone;
    private final Optional<QuietHours> quietHours;
    private final Duration lateness;
    private final Ways ways;

    /**
     * A version's.
     *
     * @param definition of the person's version
     * @param zone of the portal
     * @param quietHours in which no message goes out
     * @param lateness how late a message may be; a later one is left out. Quiet hours do not count
     */
    public Course(Definition definition, ZoneId zone, Optional<QuietHours> quietHours, Duration lateness) {
        this.definition = definition;
        this.zone = zone;
        this.quietHours = quietHours;
        this.lateness = lateness;
        this.ways = new Ways(definition);
    }

    /** Where a person who comes in begins; empty: there is nothing for them, the scenario ends at once. */
    public Optional<Position> start(Instant now) {
        return ways.first().map(step -> at(step, now));
    }

    /**
     * Where a person is after a step.
     *
     * @param begin of the wait of what follows: when LINE accepted the step's message, or when it turned out that there is none
     * @return empty: the scenario has ended for them
     * @throws IllegalArgumentException when the version has no such step
     */
    public Optional<Position> after(String stepKey, Instant begin) {
        return ways.after(stepKey).map(step -> at(step, begin));
    }

    private Position at(Step step, Instant begin) {
        return new Position(
                step.key(), step.delay().map(wait -> due(wait, begin)).orElse(begin));
    }

    private Instant due(Wait wait, Instant begin) {
        return wait.from(begin, zone);
    }

    /**
     * What comes next. To ask the same once more changes nothing.
     *
     * @param facts of now; empty before they were asked for
     * @throws IllegalArgumentException when the version has no such step
     */
    public Decision decide(Position position, Instant now, Optional<Facts> facts) {
        var at = position;
        while (true) {
            if (now.isBefore(at.due())) {
                return new Decision.Rest(at);
            }
            var step = ways.step(at.stepKey());
            if (step.action() instanceof StepAction.End && !step.retired()) {
                return new Decision.Over(EndReason.END);
            }
            if (!step.retired() && step.action() instanceof StepAction.Send) {
                var quiet = untilQuietEnds(now);
                if (quiet.isPresent() && !isLate(at.due(), now)) {
                    return new Decision.Rest(new Position(at.stepKey(), quiet.get()));
                }
            }
            if (!step.retired() && !(step.action() instanceof StepAction.Pass)) {
                var outcome = act(step, at, now, facts);
                if (outcome.isPresent()) {
                    return outcome.get();
                }
            }
            var next = next(step, at, facts);
            if (next.isEmpty()) {
                return new Decision.Over(EndReason.END);
            }
            at = next.get();
        }
    }

    /** Empty: it is a branch, and what it depends on is known. */
    private Optional<Decision> act(Step step, Position at, Instant now, Optional<Facts> facts) {
        var needs = Needs.of(conditions(step).toList());
        if (facts.isEmpty() || !facts.get().covers(needs)) {
            return Optional.of(new Decision.Ask(at, needs));
        }
        var end = end(facts.get());
        if (end.isPresent()) {
            return end.map(Decision.Over::new);
        }
        return switch (step.action()) {
            case StepAction.Send _ ->
                Optional.of(
                        isLate(at.due(), now)
                                ? new Decision.LeaveOut(at, after(step.key(), at.due()))
                                : new Decision.Send(at));
            case StepAction.SetProperty set ->
                Optional.of(new Decision.Write(at, set.property(), set.value(), after(step.key(), at.due())));
            case StepAction.Branch _, StepAction.Pass _, StepAction.End _ -> Optional.empty();
        };
    }

    private Optional<Position> next(Step step, Position at, Optional<Facts> facts) {
        if (step.action() instanceof StepAction.Branch branch && !step.retired()) {
            var arm = Conditions.holds(branch.condition(), facts.orElseThrow()) ? branch.then() : branch.otherwise();
            return ways.into(step.key(), arm).map(inner -> at(inner, at.due()));
        }
        return after(step.key(), at.due());
    }

    private Stream<Condition> conditions(Step step) {
        var ofExits = definition.exits().stream()
                .flatMap(exit -> exit instanceof Exit.When when ? Stream.of(when.condition()) : Stream.of());
        return step.action() instanceof StepAction.Branch branch
                ? Stream.concat(ofExits, Stream.of(branch.condition()))
                : ofExits;
    }

    private Optional<EndReason> end(Facts facts) {
        if (facts.gone()) {
            return Optional.of(EndReason.GONE);
        }
        if (facts.blocked()) {
            return Optional.of(EndReason.BLOCKED);
        }
        if (facts.optedOut()) {
            return Optional.of(EndReason.OPTED_OUT);
        }
        return definition.exits().stream()
                .filter(exit -> switch (exit) {
                    case Exit.Replied _ -> facts.replied();
                    case Exit.Clicked _ -> !facts.clickedSteps().isEmpty();
                    case Exit.When when -> Conditions.holds(when.condition(), facts);
                })
                .findFirst()
                .map(_ -> EndReason.EXIT);
    }

    /** From when the message could have gone out. */
    private boolean isLate(Instant due, Instant now) {
        return Duration.between(untilQuietEnds(due).orElse(due), now).compareTo(lateness) > 0;
    }

    /** When the quiet hours end in which an instant lies; empty where it lies in none. */
    private Optional<Instant> untilQuietEnds(Instant instant) {
        return quietHours
                .filter(hours -> hours.contains(instant, zone))
                .map(hours -> new Wait.Until(0, hours.to()).from(instant, zone));
    }
}
