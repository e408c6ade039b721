package musubi.scenario.run;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import musubi.contact.PropertyNames;
import musubi.content.TestMark;
import musubi.delivery.PreparedCall;
import musubi.delivery.Recipient;
import musubi.hubspot.ContactRow;
import musubi.hubspot.RowOutcome;
import musubi.message.Rendering;
import musubi.scenario.EndReason;
import musubi.scenario.StepCount;
import musubi.scenario.course.Decision;
import musubi.scenario.course.Facts;
import musubi.scenario.course.Position;
import musubi.scenario.enrol.Enrolment;
import musubi.scenario.run.ReadPeople.Person;
import musubi.scenario.run.StepOutcome.Next;
import musubi.scenario.run.StepOutcome.Skipped;
import tools.jackson.databind.json.JsonMapper;

/** Decides what comes next for up to 100 people who are due. Properties that steps set are written on the way, once more after a crash. */
final class DecideSteps {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** After an answer that leaves out what must be known, and while a message cannot be sent. */
    private static final Duration AGAIN = Duration.ofMinutes(1);

    /** While the saved message of a step is gone: an edit of the scenario lets everybody be looked at at once. */
    private static final Duration WHILE_GONE = Duration.ofHours(1);

    /** Writes contacts. */
    @FunctionalInterface
    interface WriteContacts {

        /**
         * Changes contacts by their record ids.
         *
         * @param rows at most 100, with distinct ids
         * @return one outcome per row, in the rows' order
         */
        List<RowOutcome> write(List<ContactRow> rows);
    }

    private final PropertyNames names;
    private final Instant now;
    private final WriteContacts contacts;
    private final List<StepOutcome> decided = new ArrayList<>();

    DecideSteps(PropertyNames names, Instant now, WriteContacts contacts) {
        this.names = names;
        this.now = now;
        this.contacts = contacts;
    }

    /** Somebody of whom nothing is decided yet. */
    private static final class Open {
        private final Enrolment person;
        private final VersionSteps steps;
        private final Person.Known known;
        private final Map<String, String> written = new HashMap<>();
        private final List<Skipped> leftOut = new ArrayList<>();
        private Position at;

        Open(Enrolment person, VersionSteps steps, Person.Known known) {
            this.person = person;
            this.steps = steps;
            this.known = known;
            this.at = person.at();
        }
    }

    /** A property that a step sets for somebody. */
    private record Setting(Open of, Decision.Write write) {}

    /**
     * Decides.
     *
     * @param steps of the person's version
     * @param people by record id
     */
    List<StepOutcome> of(Map<Enrolment, VersionSteps> steps, Map<Long, Person> people) {
        var settings = new ArrayList<Setting>();
        steps.forEach((person, version) -> {
            if (person.isOver(now)) {
                end(person, person.contactId(), List.of(), EndReason.REMOVED);
                return;
            }
            switch (people.getOrDefault(person.contactId(), new Person.Untold())) {
                case Person.Gone _ -> end(person, person.contactId(), List.of(), EndReason.GONE);
                case Person.Untold _ -> again(person, person.contactId(), List.of(), person.at());
                case Person.Known known -> {
                    if (known.contactId() != person.contactId() && isTwice(known.contactId(), people)) {
                        end(person, person.contactId(), List.of(), EndReason.GONE);
                    } else {
                        decide(new Open(person, version, known)).ifPresent(settings::add);
                    }
                }
            }
        });
        var open = List.copyOf(settings);
        while (!open.isEmpty()) {
            open = written(open);
        }
        return decided;
    }

    /** Whether a contact that another one was merged into is due itself: the person has come in twice, and goes on once. */
    private static boolean isTwice(long contactId, Map<Long, Person> people) {
        return people.containsKey(contactId)
                || people.values().stream()
                                .filter(person ->
                                        person instanceof Person.Known known && known.contactId() == contactId)
                                .count()
                        > 1;
    }

    /** The property that is to be written before anything else can be decided; empty: it is decided. */
    private Optional<Setting> decide(Open of) {
        while (true) {
            switch (of.steps.course().decide(of.at, now, Optional.of(facts(of)))) {
                case Decision.Rest(var at) -> {
                    add(of, new Next.Waits(at, at.due()));
                    return Optional.empty();
                }
                case Decision.Ask(var at, var _) -> {
                    again(of.person, of.known.contactId(), of.leftOut, at);
                    return Optional.empty();
                }
                case Decision.Write write -> {
                    return Optional.of(new Setting(of, write));
                }
                case Decision.Over(var reason) -> {
                    end(of.person, of.known.contactId(), of.leftOut, reason);
                    return Optional.empty();
                }
                case Decision.LeaveOut(var at, var next) -> {
                    if (!leaveOut(of, at, StepCount.LATE, next)) {
                        return Optional.empty();
                    }
                }
                case Decision.Send(var at) -> {
                    if (!send(of, at)) {
                        return Optional.empty();
                    }
                }
            }
        }
    }

    /** Whether it goes on with the next step. */
    private boolean leaveOut(Open of, Position at, StepCount reason, Optional<Position> next) {
        of.leftOut.add(new Skipped(at.stepKey(), reason));
        return goesOn(of, next);
    }

    private boolean goesOn(Open of, Optional<Position> next) {
        if (next.isEmpty()) {
            end(of.person, of.known.contactId(), of.leftOut, EndReason.END);
            return false;
        }
        of.at = next.get();
        return true;
    }

    private boolean send(Open of, Position at) {
        var rendered = of.steps.rendered(at.stepKey(), of.known, of.written);
        if (rendered.isEmpty()) {
            var wait = of.steps.isGone(at.stepKey()) ? WHILE_GONE : AGAIN;
            add(of, new Next.Waits(at, now.plus(wait)));
            return false;
        }
        return switch (rendered.get()) {
            case Rendering.Ready ready -> {
                var occasion = of.person.id() + "/" + at.stepKey();
                add(
                        of,
                        new Next.Sends(
                                at,
                                new PreparedCall(
                                        List.of(new Recipient(of.known.contactId(), of.known.userId(names))),
                                        JSON.writeValueAsString(
                                                        of.person.test()
                                                                ? TestMark.on(ready.messages())
                                                                : ready.messages())
                                                .getBytes(StandardCharsets.UTF_8),
                                        "",
                                        occasion)));
                yield false;
            }
            case Rendering.ValueMissing _ ->
                leaveOut(of, at, StepCount.MISSING_VALUE, of.steps.course().after(at.stepKey(), now));
            case Rendering.TooLong _ ->
                leaveOut(of, at, StepCount.TOO_LONG, of.steps.course().after(at.stepKey(), now));
        };
    }

    /** Writes them, and returns those that come next. */
    private List<Setting> written(List<Setting> some) {
        var rows = some.stream()
                .map(setting -> new ContactRow(
                        Long.toString(setting.of().known.contactId()),
                        Map.of(setting.write().property(), setting.write().value())))
                .toList();
        var outcomes = contacts.write(rows);
        var next = new ArrayList<Setting>();
        for (var i = 0; i < some.size(); i++) {
            var of = some.get(i).of();
            var write = some.get(i).write();
            var goesOn = switch (outcomes.get(i)) {
                case RowOutcome.Written _ -> {
                    of.written.put(write.property(), write.value());
                    yield goesOn(of, write.next());
                }
                case RowOutcome.Refused(var error) -> {
                    if (error.isTemporary() || error.isNotFound()) {
                        again(of.person, of.known.contactId(), of.leftOut, write.at());
                        yield false;
                    }
                    yield leaveOut(of, write.at(), StepCount.REFUSED, write.next());
                }
                case RowOutcome.Unknown _ -> {
                    again(of.person, of.known.contactId(), of.leftOut, write.at());
                    yield false;
                }
            };
            if (goesOn) {
                decide(of).ifPresent(next::add);
            }
        }
        return next;
    }

    private Facts facts(Open of) {
        Map<String, Optional<String>> properties = new HashMap<>();
        var contact = of.known.contact();
        for (var name : of.steps.properties()) {
            if (contact.covers(name)) {
                properties.put(name, Optional.ofNullable(contact.properties().get(name)));
            }
        }
        of.written.forEach(
                (name, value) -> properties.put(name, Optional.of(value).filter(text -> !text.isEmpty())));
        Map<Long, Boolean> lists = new HashMap<>();
        of.known.lists().ifPresent(in -> of.steps.lists().forEach(list -> lists.put(list, in.contains(list))));
        return new Facts(
                false,
                of.known.isOptedOut(names),
                of.known.isBlocked(names),
                of.person.replied(),
                of.person.clicked(),
                properties,
                lists);
    }

    private void add(Open of, Next next) {
        decided.add(new StepOutcome(of.person, of.known.contactId(), of.leftOut, next));
    }

    private void end(Enrolment person, long contactId, List<Skipped> leftOut, EndReason reason) {
        decided.add(new StepOutcome(person, contactId, leftOut, new Next.Ends(reason)));
    }

    private void again(Enrolment person, long contactId, List<Skipped> leftOut, Position at) {
        decided.add(new StepOutcome(person, contactId, leftOut, new Next.Waits(at, now.plus(AGAIN))));
    }
}
