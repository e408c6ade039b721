package musubi.content;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import musubi.connection.Connection;
import musubi.connection.Language;
import musubi.message.PropertyValue;

/**
 * Values of a contact as messages show them: choices by their labels, dates and times as they are written in the connection's language,
 * times in the portal's zone. Filters of HubL get the instant, which they print in UTC unless the text names a zone. Of one portal, for many
 * people.
 */
public final class ContactValues {

    private static final Pattern MILLIS = Pattern.compile("-?\\d{5,15}");

    private final Map<String, KnownProperty> known;
    private final ZoneId zone;
    private final Language language;
    private final DateTimeFormatter dates;
    private final DateTimeFormatter times;

    /** @param known the properties that are asked for, by name; one that is missing is read as a text */
    public ContactValues(Map<String, KnownProperty> known, Connection connection) {
        this(known, connection.timeZone(), connection.options().language());
    }

    ContactValues(Map<String, KnownProperty> known, ZoneId zone, Language language) {
        this.known = known;
        this.zone = zone;
        this.language = language;
        this.dates = DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(language.locale());
        this.times = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                .withLocale(language.locale());
    }

    /**
     * Those that are not blank.
     *
     * @param properties as HubSpot answers, by name
     */
    public Map<String, PropertyValue> of(Map<String, String> properties) {
        var values = new HashMap<String, PropertyValue>();
        properties.forEach((name, value) -> {
            if (!value.isBlank()) {
                values.put(name, value(Optional.ofNullable(known.get(name)), value));
            }
        });
        return values;
    }

    private PropertyValue value(Optional<KnownProperty> property, String value) {
        try {
            return switch (property.map(KnownProperty::type).orElse("string")) {
                case "number" -> new PropertyValue(number(value), value);
                case "bool" -> bool(property, value);
                case "date" -> date(value);
                case "datetime" -> time(value);
                case "enumeration" -> new PropertyValue(value, labels(property, value));
                default -> PropertyValue.of(value);
            };
        } catch (DateTimeException | NumberFormatException unexpected) {
            // what HubSpot stores is shown rather than nothing
            return PropertyValue.of(value);
        }
    }

    private static Number number(String value) {
        var number = new BigDecimal(value);
        return number.stripTrailingZeros().scale() <= 0 && number.precision() < 19
                ? (Number) number.longValueExact()
                : number;
    }

    private PropertyValue bool(Optional<KnownProperty> property, String value) {
        var is = Boolean.parseBoolean(value);
        var label = property.flatMap(
                        found -> Optional.ofNullable(found.options().get(value)))
                .filter(said -> !said.isBlank())
                .orElse(
                        switch (language) {
                            case JA -> is ? "はい" : "いいえ";
                            case EN -> is ? "Yes" : "No";
                        });
        return new PropertyValue(is, label);
    }

    /** A day has no zone: HubSpot has it as midnight UTC, and so has what filters get. */
    private PropertyValue date(String value) {
        var day = MILLIS.matcher(value).matches()
                ? LocalDate.ofInstant(Instant.ofEpochMilli(Long.parseLong(value)), ZoneOffset.UTC)
                : LocalDate.parse(value.length() > 10 ? value.substring(0, 10) : value);
        return new PropertyValue(day.atStartOfDay(ZoneOffset.UTC), dates.format(day));
    }

    private PropertyValue time(String value) {
        var at = MILLIS.matcher(value).matches() ? Instant.ofEpochMilli(Long.parseLong(value)) : Instant.parse(value);
        var here = at.atZone(zone);
        return new PropertyValue(here, times.format(here));
    }

    /** Several choices are divided by semicolons. */
    private String labels(Optional<KnownProperty> property, String value) {
        var options = property.map(KnownProperty::options).orElse(Map.of());
        return Stream.of(value.split(";"))
                .map(String::strip)
                .filter(choice -> !choice.isEmpty())
                .map(choice -> Optional.ofNullable(options.get(choice))
                        .filter(label -> !label.isBlank())
                        .orElse(choice))
                .collect(Collectors.joining(
                        switch (language) {
                            case JA -> "、";
                            case EN -> ", ";
                        }));
    }
}
