package musubi.api.content;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Comparator;
import java.util.Locale;
import java.util.UUID;
import musubi.api.After;
import musubi.api.InvalidParameterException;
import musubi.api.NoSuchResourceException;
import musubi.api.Page;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.connection.ContactPropertyCache;
import musubi.hubspot.CallPriority;
import musubi.hubspot.ContactProperties.ContactProperty;
import musubi.hubspot.HubSpotLists;
import musubi.hubspot.HubSpotLists.ContactList;
import musubi.hubspot.HubSpotLists.ListKind;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What of HubSpot a message is addressed with and made of. Nothing of it is kept. */
@RestController
@RequestMapping("/api/connections/{id}")
@Tag(
        name = "Audience",
        description = "Lists of contacts, and the contact properties that messages may name; live from HubSpot")
class AudienceController {

    /** Of a name that is looked for; HubSpot's own names of lists and properties are shorter. */
    private static final int MAX_QUERY = 250;

    private static final int LISTS_PER_PAGE = 100;

    private final Connections connections;
    private final HubSpotLists lists;
    private final ContactPropertyCache properties;

    AudienceController(Connections connections, HubSpotLists lists, ContactPropertyCache properties) {
        this.connections = connections;
        this.lists = lists;
        this.properties = properties;
    }

    /** A list of contacts. */
    @Schema(name = "HubSpotList")
    record ListAnswer(
            @Schema(description = "HubSpot's own id") String listId,

            String name,

            @Schema(description = "STATIC: whom somebody added. ACTIVE: whoever fulfils its filters now")
            ListKind kind,

            @Schema(description = "Contacts, as HubSpot counts them", minimum = "0")
            long size) {

        static ListAnswer of(ContactList list) {
            return new ListAnswer(String.valueOf(list.id()), list.name(), list.kind(), list.size());
        }
    }

    /** A contact property. */
    @Schema(name = "ContactProperty")
    record PropertyAnswer(
            @Schema(description = "Internal name: what a token names")
            String name,

            String label,

            @Schema(description = "string, number, bool, date, datetime, enumeration or phone_number")
            String type,

            @Schema(description = "Internal name of its group")
            String group) {

        static PropertyAnswer of(ContactProperty property) {
            return new PropertyAnswer(property.name(), property.label(), property.type(), property.group());
        }
    }

    @GetMapping("/lists")
    @Operation(
            operationId = "listHubSpotLists",
            summary = "The HubSpot lists of contacts, with their sizes",
            description = "Read from HubSpot now, 100 a page. Needs the scope `crm.lists.read` in HubSpot.")
    @ApiResponse(responseCode = "200", description = "A part of the lists")
    @ApiResponse(
            responseCode = "502",
            description = "HubSpot refuses it until somebody changes something there, such as a scope")
    @ApiResponse(responseCode = "503", description = "HubSpot does not answer, or allows no more calls for now")
    Page<ListAnswer> lists(
            @PathVariable UUID id,
            @Parameter(description = "Part of the name", schema = @Schema(type = "string", maxLength = MAX_QUERY))
                    @RequestParam(defaultValue = "")
                    String query,
            @After @RequestParam(defaultValue = "") String after) {
        var connection = connection(id);
        requireShort(query);
        if (!after.matches("\\d{0,6}")) {
            throw Page.notACursor();
        }
        var found = lists.search(
                connections.hubspot(connection.id()).with(CallPriority.INTERACTIVE),
                query.strip(),
                after.isEmpty() ? 0 : Integer.parseInt(after),
                LISTS_PER_PAGE);
        var next = found.next();
        return new Page<>(found.lists(), next.isPresent() ? String.valueOf(next.getAsInt()) : null).map(ListAnswer::of);
    }

    @GetMapping("/contact-properties")
    @Operation(
            operationId = "listContactProperties",
            summary = "The contact properties that tokens of messages may name",
            description =
                    "By label, without those that HubSpot hides. Read from HubSpot at most once a minute: a property made"
                            + " there a moment ago may be missing.")
    @ApiResponse(responseCode = "200", description = "All that fit; next is always null")
    @ApiResponse(
            responseCode = "502",
            description = "HubSpot refuses it until somebody changes something there, such as a scope")
    @ApiResponse(responseCode = "503", description = "HubSpot does not answer, or allows no more calls for now")
    Page<PropertyAnswer> contactProperties(
            @PathVariable UUID id,
            @Parameter(
                            description = "Part of the internal name or the label",
                            schema = @Schema(type = "string", maxLength = MAX_QUERY))
                    @RequestParam(defaultValue = "")
                    String query) {
        var connection = connection(id);
        requireShort(query);
        var part = query.strip().toLowerCase(Locale.ROOT);
        var found = properties.of(connection.id(), CallPriority.INTERACTIVE).stream()
                .filter(property -> !property.hidden())
                .filter(property -> property.name().toLowerCase(Locale.ROOT).contains(part)
                        || property.label().toLowerCase(Locale.ROOT).contains(part))
                .sorted(Comparator.comparing(ContactProperty::label, String.CASE_INSENSITIVE_ORDER)
                        .thenComparing(ContactProperty::name))
                .map(PropertyAnswer::of)
                .toList();
        return new Page<>(found, null);
    }

    private Connection connection(UUID id) {
        return connections.find(id).orElseThrow(() -> new NoSuchResourceException("connection"));
    }

    private static void requireShort(String query) {
        if (query.length() > MAX_QUERY) {
            throw new InvalidParameterException("query", "rest.invalid.length", query.length(), MAX_QUERY);
        }
    }
}
