package musubi.scenario.run;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import musubi.connection.Connection;
import musubi.content.ContactValues;
import musubi.message.CompiledMessage.Addresses;
import musubi.message.Rendering;
import musubi.scenario.course.Course;
import musubi.scenario.definition.Condition;
import musubi.scenario.definition.Definition;
import musubi.scenario.definition.Exit;
import musubi.scenario.definition.StepAction;
import musubi.scenario.run.CompiledSteps.Compiled;
import musubi.scenario.run.ReadPeople.Person;

/** A version of a scenario as its people need it: the way through, the messages, and what has to be read of contacts for both. */
final class VersionSteps {

    private final Course course;
    private final Map<String, Optional<Compiled>> messages = new HashMap<>();
    private final Map<String, ContactValues> values = new HashMap<>();
    private final Set<String> properties = new LinkedHashSet<>();
    private final Set<Long> lists = new LinkedHashSet<>();

    VersionSteps(Definition definition, Course course, Connection connection, CompiledSteps compiled) {
        this.course = course;
        definition.all().filter(step -> !step.retired()).forEach(step -> {
            switch (step.action()) {
                case StepAction.Send send -> {
                    var message = compiled.of(connection.id(), send);
                    messages.put(step.key(), message);
                    message.ifPresent(found -> {
                        properties.addAll(found.message().properties());
                        values.put(step.key(), new ContactValues(found.known(), connection));
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
            return compiled.message().render(known == null ? Map.of() : known.of(named), Addresses.TARGETS);
        });
    }
}
