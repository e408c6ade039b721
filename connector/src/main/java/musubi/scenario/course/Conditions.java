package musubi.scenario.course;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import musubi.scenario.definition.Condition;
import musubi.scenario.definition.Condition.Operator;

/** Whether conditions hold for a person. */
final class Conditions {

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(\\.\\d{1,18})?");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");

    private Conditions() {}

    /** @param facts that cover the condition */
    static boolean holds(Condition condition, Facts facts) {
        return switch (condition) {
            case Condition.InList list -> Boolean.TRUE.equals(facts.lists().get(list.listId()));
            case Condition.Clicked clicked -> facts.clickedSteps().contains(clicked.stepKey());
            case Condition.Property property ->
                holds(property, facts.properties().getOrDefault(property.name(), Optional.empty()));
        };
    }

    private static boolean holds(Condition.Property property, Optional<String> value) {
        var is = value.map(String::strip).filter(text -> !text.isEmpty());
        var values = property.values();
        if (is.isEmpty()) {
            return property.operator() == Operator.NEQ;
        }
        var text = is.get();
        return switch (property.operator()) {
            case EQ -> same(text, values);
            case NEQ -> !same(text, values);
            case IN -> values.stream().anyMatch(one -> same(text, List.of(one)));
            case HAS ->
                values.isEmpty()
                        || Stream.of(text.split(";")).map(String::strip).anyMatch(values::contains);
            case LT -> compare(text, values).filter(sign -> sign < 0).isPresent();
            case GT -> compare(text, values).filter(sign -> sign > 0).isPresent();
        };
    }

    private static boolean same(String text, List<String> values) {
        return values.stream().anyMatch(text::equals)
                || compare(text, values).filter(sign -> sign == 0).isPresent();
    }

    /** Empty where the two are not of the same kind: numbers or moments. */
    private static Optional<Integer> compare(String text, List<String> values) {
        var with = values.isEmpty() ? "" : values.getFirst().strip();
        if (NUMBER.matcher(text).matches() && NUMBER.matcher(with).matches()) {
            return Optional.of(new BigDecimal(text).compareTo(new BigDecimal(with)));
        }
        return moment(text).flatMap(is -> moment(with).map(is::compareTo));
    }

    /** A day is its midnight in UTC, as HubSpot has it; a number is milliseconds since 1970, as HubSpot gives dates in some answers. */
    private static Optional<Instant> moment(String text) {
        try {
            return Optional.of(
                    NUMBER.matcher(text).matches()
                            ? Instant.ofEpochMilli(new BigDecimal(text).longValue())
                            : DAY.matcher(text).matches()
                                    ? LocalDate.parse(text)
                                            .atStartOfDay(ZoneOffset.UTC)
                                            .toInstant()
                                    : Instant.parse(text));
        } catch (DateTimeException noMoment) {
            return Optional.empty();
        }
    }
}
