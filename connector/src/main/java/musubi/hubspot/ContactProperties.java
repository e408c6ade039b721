package musubi.hubspot;

import java.util.List;
import java.util.stream.StreamSupport;
import musubi.hubspot.batch.BatchReadAnswer;
import musubi.hubspot.http.HubSpotHttp;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * The contact properties of a portal with all that is needed to choose one and to print its values. {@link
 * HubSpotProperties} is about those that Musubi makes.
 *
 * @see <a href="https://developers.hubspot.com/docs/api-reference/latest/crm/properties/guide">Properties</a>
 */
@Component
public class ContactProperties {

    private static final String IN_EVERY_PORTAL = "email";

    private final HubSpotHttp http;

    ContactProperties(HubSpotHttp http) {
        this.http = http;
    }

    /**
     * A contact property.
     *
     * @param name internal, the name in HubL
     * @param type string, number, bool, date, datetime, enumeration or phone_number
     * @param fieldType text, textarea, select, checkbox (several values) and so on
     * @param group internal name of its group
     * @param options of an enumeration, in HubSpot's order; empty for other types
     * @param hidden whether HubSpot's pages leave it out
     */
    public record ContactProperty(
            String name,
            String label,
            String type,
            String fieldType,
            String group,
            List<Option> options,
            boolean hidden) {}

    /** A value of an enumeration and how it is shown. */
    public record Option(String value, String label) {}

    /**
     * All contact properties, in one call; in no order.
     *
     * @throws HubSpotException of kind {@code RETRY} also when the answer cannot be complete: a property that it leaves out
     *     would be considered missing
     */
    public List<ContactProperty> all(PortalAccess access) {
        var operation = "properties.list";
        var answer = http.get(access, operation, "/crm/properties/{V}/contacts");
        var all = BatchReadAnswer.list(operation, answer, "results").stream()
                .map(ContactProperties::property)
                .toList();
        if (all.stream().noneMatch(property -> property.name().equals(IN_EVERY_PORTAL))) {
            throw BatchReadAnswer.incomplete(operation);
        }
        return all;
    }

    private static ContactProperty property(JsonNode result) {
        return new ContactProperty(
                result.path("name").asString(""),
                result.path("label").asString(""),
                result.path("type").asString(""),
                result.path("fieldType").asString(""),
                result.path("groupName").asString(""),
                StreamSupport.stream(result.path("options").spliterator(), false)
                        .map(ContactProperties::option)
                        .toList(),
                result.path("hidden").asBoolean(false));
    }

    private static Option option(JsonNode option) {
        var value = option.path("value").asString("");
        return new Option(value, option.path("label").asString(value));
    }
}
