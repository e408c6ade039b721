package musubi.scenario.course;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import musubi.scenario.definition.Condition;

/** What has to be known of a person besides whether they are there and want messages: names of properties, ids of lists. */
public record Needs(Set<String> properties, Set<Long> lists) {

    public Needs {
        properties = Set.copyOf(properties);
        lists = Set.copyOf(lists);
    }

    static Needs of(Collection<Condition> conditions) {
        return new Needs(
                conditions.stream()
                        .flatMap(condition -> condition instanceof Condition.Property property
                                ? Stream.of(property.name())
                                : Stream.of())
                        .collect(Collectors.toSet()),
                conditions.stream()
                        .flatMap(condition ->
                                condition instanceof Condition.InList list ? Stream.of(list.listId()) : Stream.of())
                        .collect(Collectors.toSet()));
    }
}
