package musubi.scenario.run;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import musubi.connection.Connection;
import musubi.contact.PropertyNames;
import musubi.content.ContactValues;
import musubi.message.CompiledMessage.Addresses;
import musubi.message.PropertyValue;
import musubi.message.Rendering;
import musubi.scenario.course.Course;
import musubi.scenario.definition.Condition;
import musubi.scenario.definition.Definition;
import musubi.scenario.definition.Exit;
import musubi.scenario.definition.StepAction;
import musubi.scenario.run.CompiledSteps.Compiled;
import musubi.scenario.run.ReadPeople.Person;
import musubi.tracking.ClickPerson;
import musubi.tracking.MessageLinks;
import musubi.tracking.step.ScenarioStep;

/** A version of a scenario as its people need it: the way through, the messages, and what has to be read of contacts for both. */
final class VersionSteps {

    private final Course course;
    private final Map<String, Optional<Compiled>> messages = new HashMap<>();
    private final Map<String, ContactValues> values = new HashMap<>();
    private final Map<String, MessageLinks> links = new HashMap<>();
    private final PropertyNames names;
    private final Set<String> properties = new LinkedHashSet<>();
    private final Set<Long> lists = new LinkedHashSet<>();
    private final Set<String> gone = new HashSet<>();
    private volatile boolean metGone;

    /**
     * Reads the messages.
     *
     * @param test whether it is for those in a test, whose clicks are not counted
     */
    VersionSteps(
            UUID scenarioId,
            Definition definition,
            Course course,
            boolean test,
            Connection connection,
            CompiledSteps compiled,
            StepLinks stepLinks) {
        this.course = course;
        this.names = connection.propertyNames();
        definition.all().filter(step -> !step.retired()).forEach(step -> {
            switch (step.action()) {
                case StepAction.Send send -> {
                    var message = compiled.of(connection.id(), send);
                    messages.put(step.key(), message);
                    if (message.isEmpty() && compiled.isGone(send)) {
                        gone.add(step.key());
                    }
                    message.ifPresent(found -> {
                        properties.addAll(found.message().properties());
                        values.put(step.key(), new ContactValues(found.known(), connection));
                        if (!test) {
                            stepLinks
                                    .of(new ScenarioStep(scenarioId, step.key()), connection, found.message())
                                    .ifPresent(counted -> links.put(step.key(), counted));
                        }
                    });
                }
                case StepAction.Branch branch -> need(branch.condition());
                case StepAction.SetProperty _, StepAction.Pass _, StepAction.End _ -> {
                    // need nothing
                }
            }
        });
        definition.exits().stream()
                .flatMap(exit -> exit instanceof Exit.When when ? Stream.of(when.condition()) : Stream.of())
                .forEach(this::need);
    }

    private void need(Condition condition) {
        switch (condition) {
            case Condition.Property property -> properties.add(property.name());
            case Condition.InList list -> lists.add(list.listId());
            case Condition.Clicked _ -> {
                // is not read from the contact
            }
        }
    }

    Course course() {
        return course;
    }

    /** Properties that its conditions and messages need. */
    Set<String> properties() {
        return properties;
    }

    /** Lists that its conditions need. */
    Set<Long> lists() {
        return lists;
    }

    /** Whether somebody cannot get the message of a step because it was deleted. */
    boolean isGone(String stepKey) {
        if (!gone.contains(stepKey)) {
            return false;
        }
        metGone = true;
        return true;
    }

    /** Whether somebody came to a step whose message was deleted. */
    boolean metGone() {
        return metGone;
    }

    /**
     * What a person gets in a step; empty while its message cannot be sent.
     *
     * @param written properties that steps have set since the person was read
     */
    Optional<Rendering> rendered(String stepKey, Person.Known person, Map<String, String> written) {
        return messages.getOrDefault(stepKey, Optional.empty()).map(compiled -> {
            var named = new HashMap<>(person.contact().properties());
            named.putAll(written);
            written.forEach((name, _) -> named.remove(name, ""));
            named.keySet().retainAll(compiled.message().properties());
            var known = values.get(stepKey);
            var text = known == null ? Map.<String, PropertyValue>of() : known.of(named);
            var counted = compiled.message().render(text, addresses(stepKey, person));
            // counted links are longer than those that were written: the person gets the message all the same
            return counted instanceof Rendering.TooLong ? compiled.message().render(text, Addresses.TARGETS) : counted;
        });
    }

    private Addresses addresses(String stepKey, Person.Known person) {
        var counted = links.get(stepKey);
        if (counted == null) {
            return Addresses.TARGETS;
        }
        var clicking = new ClickPerson(person.contactId(), person.userId(names));
        return (number, target) -> counted.forPerson(number, target, clicking);
    }
}
