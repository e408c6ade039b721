package musubi.hubspot;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * HubSpot's own error. All fields of its bodies are optional, so all may be empty here.
 *
 * @param category such as {@code VALIDATION_ERROR}, {@code CONFLICT}, {@code MISSING_SCOPES}
 * @param message may hold values of the contact: never log it
 * @param policyName which limit a 429 is about
 * @param codes such as {@code PROPERTY_DOESNT_EXIST}, {@code INVALID_EMAIL}
 * @param properties the internal names the error is about
 * @param missingScopes what the token lacks
 * @see <a href="https://developers.hubspot.com/docs/api-reference/error-handling">Error handling</a>
 */
public record HubSpotError(
        String category,
        String message,
        String policyName,
        Set<String> codes,
        Set<String> properties,
        Set<String> missingScopes) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern EXISTING_ID = Pattern.compile("Existing ID: (\\d+)");
    private static final Pattern VALUE_OWNER = Pattern.compile(
            "Cannot set PropertyValueCoordinates\\{.*propertyName=([^,}]+).*}.* (\\d+) already has that value");

    /** "This app hasn't been granted all required scopes", "This oauth-token does not have proper permissions!" */
    private static final Pattern ABOUT_SCOPES =
            Pattern.compile("required scopes?|scopes? needed|proper permissions", Pattern.CASE_INSENSITIVE);

    /** An error of which nothing is known. */
    public static final HubSpotError NONE = new HubSpotError("", "", "", Set.of(), Set.of(), Set.of());

    /** Reads an error body, or one entry of a batch's {@code errors}. */
    public static HubSpotError of(JsonNode body) {
        var message = body.path("message").asString("");
        var codes = new LinkedHashSet<String>();
        var properties = new LinkedHashSet<String>();
        var scopes = new LinkedHashSet<String>();
        collect(body, codes, properties, scopes);
        for (var detail : body.path("errors")) {
            collect(detail, codes, properties, scopes);
        }
        for (var invalid : embedded(message)) {
            add(codes, invalid.path("error"));
            add(properties, invalid.path("name"));
        }
        return new HubSpotError(
                body.path("category").asString(""),
                message,
                body.path("policyName").asString(""),
                Set.copyOf(codes),
                Set.copyOf(properties),
                Set.copyOf(scopes));
    }

    /**
     * Whether that is an error body of HubSpot. Gateways and firewalls answer in JSON too, some with {@code status},
     * {@code message} or {@code error}; only HubSpot sends a correlation id, or {@code "status": "error"} beside one of its
     * own fields.
     *
     * @param traced whether the answer has HubSpot's header with the correlation id
     */
    public static boolean isHubSpots(JsonNode body, boolean traced) {
        if (!body.isObject()) {
            return false;
        }
        if (traced || isText(body, "correlationId")) {
            return isText(body, "message") || isText(body, "category") || isError(body);
        }
        return isError(body)
                && Stream.of("category", "subCategory", "errorType", "policyName", "requestId")
                        .anyMatch(field -> isText(body, field));
    }

    private static boolean isError(JsonNode body) {
        return body.path("status").asString("").equals("error");
    }

    private static boolean isText(JsonNode body, String field) {
        return !body.path(field).asString("").isEmpty();
    }

    private static void collect(JsonNode part, Set<String> codes, Set<String> properties, Set<String> scopes) {
        add(codes, part.path("code"));
        add(codes, part.path("subCategory"));
        for (var name : List.of("propertyName", "properties")) {
            part.path("context").path(name).forEach(value -> add(properties, value));
        }
        part.path("context").path("requiredGranularScopes").forEach(value -> add(scopes, value));
        part.path("context").path("requiredScopes").forEach(value -> add(scopes, value));
    }

    private static void add(Set<String> into, JsonNode value) {
        if (value.isString() && !value.asString().isEmpty()) {
            into.add(value.asString());
        }
    }

    /** {@code Property values were not valid: [{…}]} carries its details as JSON inside the message. */
    private static Iterable<JsonNode> embedded(String message) {
        var start = message.indexOf('[');
        if (!message.startsWith("Property values were not valid") || start < 0) {
            return List.of();
        }
        try {
            return JSON.readTree(message.substring(start));
        } catch (JacksonException ignored) {
            return List.of();
        }
    }

    /** The record id of the contact that already has the unique value, where the error says so. */
    public Optional<String> ownerOfValue() {
        for (var pattern : List.of(VALUE_OWNER, EXISTING_ID)) {
            var match = pattern.matcher(message);
            if (match.find()) {
                return Optional.of(match.group(match.groupCount()));
            }
        }
        return Optional.empty();
    }

    /** Whether the token lacks a scope: HubSpot says so by the category, by the scopes' names, or in the message. */
    public boolean isAboutScopes() {
        return category.equals("MISSING_SCOPES")
                || !missingScopes.isEmpty()
                || ABOUT_SCOPES.matcher(message).find();
    }

    /** Whether another record has the value of that unique property. HubSpot reports it in two forms. */
    public boolean conflictsOn(String property) {
        var match = VALUE_OWNER.matcher(message);
        return match.find()
                ? match.group(1).equals(property)
                : codes.contains("CONFLICTING_UNIQUE_VALUE") && properties.contains(property);
    }

    /** Whether what was to be changed does not exist (any more). */
    public boolean isNotFound() {
        return category.equals("OBJECT_NOT_FOUND");
    }

    /** Whether a property we write does not exist (any more). */
    public boolean isUnknownProperty() {
        return codes.contains("PROPERTY_DOESNT_EXIST") || message.contains("does not exist");
    }

    /** Whether HubSpot refuses for now only, not because of what is written. */
    public boolean isTemporary() {
        return switch (category) {
            case "RATE_LIMITS", "INTERNAL_ERROR", "SERVICE_UNAVAILABLE", "LOCKED" -> true;
            default -> false;
        };
    }

    /** Whether HubSpot considers the e-mail address invalid. */
    public boolean isInvalidEmail() {
        return codes.contains("INVALID_EMAIL") && !isPrivacyDeleted();
    }

    /** Whether the contact of that address was deleted for privacy, so that HubSpot does not let it be created again. */
    public boolean isPrivacyDeleted() {
        return message.toLowerCase(Locale.ROOT).contains("gdpr");
    }

    /** Whether what was to be created exists already. HubSpot reports it in several forms. */
    public boolean alreadyExists() {
        return category.equals("CONFLICT")
                || category.equals("OBJECT_ALREADY_EXISTS")
                || codes.stream().anyMatch(code -> code.contains("ALREADY_EXISTS"))
                || message.contains("already exists");
    }

    /** Leaves out the message, which must not appear in a log. */
    @Override
    public String toString() {
        return "HubSpotError[category=%s, codes=%s, properties=%s, missingScopes=%s]"
                .formatted(category, codes, properties, missingScopes);
    }
}
