package musubi.sandbox.hubspot.api;

import java.util.List;
import java.util.Map;
import musubi.sandbox.http.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An error answer of HubSpot: a status and an error body. */
public final class Refusal extends RuntimeException {

    public static final String VALIDATION_ERROR = "VALIDATION_ERROR";
    public static final String OBJECT_NOT_FOUND = "OBJECT_NOT_FOUND";
    public static final String CONFLICT = "CONFLICT";

    private final int status;
    private final String text;
    private final ObjectNode details = Json.object();

    private Refusal(int status, String text, @Nullable String category) {
        // no stack trace: a refusal is an answer, and a batch may hold a hundred
        super(text, null, false, false);
        this.status = status;
        this.text = text;
        if (category != null) {
            details.put("category", category);
        }
    }

    public static Refusal of(int status, String text, @Nullable String category) {
        return new Refusal(status, text, category);
    }

    public static Refusal invalid(String text) {
        return new Refusal(400, text, VALIDATION_ERROR);
    }

    /** JSON of the wrong form; HubSpot sends no category here. */
    public static Refusal malformed(String reason) {
        return new Refusal(400, "Invalid input JSON on line 1, column 1" + reason, null);
    }

    public static Refusal fieldsMissing(List<String> names) {
        return malformed(". Some required fields were not set: [" + String.join(", ", names) + "]");
    }

    /** The id of a record that does not exist; HubSpot sends no category here. */
    public static Refusal noSuchRecord() {
        return new Refusal(404, "resource not found", null);
    }

    public static Refusal notUnique(String action, @Nullable String property, long portalId) {
        return invalid("Unable to perform %s by non-unique 0-1 property %s in portal ID %d"
                .formatted(action, property, portalId));
    }

    public static Refusal missingScope(String scope) {
        var refusal = new Refusal(
                403,
                "This app hasn't been granted all required scopes to make this call. Read more about required scopes"
                        + " here: https://developers.hubspot.com/scopes.",
                "MISSING_SCOPES");
        var error = Json.object().put("message", "One or more of the following scopes are required.");
        error.putObject("context").putArray("requiredGranularScopes").add(scope);
        refusal.details.putArray("errors").add(error);
        refusal.details.putObject("links").put("scopes", "https://developers.hubspot.com/scopes");
        return refusal;
    }

    public Refusal context(String name, List<String> values) {
        return context(Map.of(name, values));
    }

    public Refusal context(Map<String, List<String>> values) {
        var context = Json.object();
        values.forEach((name, list) -> {
            var array = context.putArray(name);
            list.forEach(array::add);
        });
        return with("context", context);
    }

    public Refusal errors(ArrayNode errors) {
        details.set("errors", errors);
        return this;
    }

    /** The same with HubSpot's finer classification. */
    public Refusal subCategory(String name) {
        return with("subCategory", name);
    }

    Refusal with(String name, String value) {
        details.put(name, value);
        return this;
    }

    private Refusal with(String name, ObjectNode value) {
        details.set(name, value);
        return this;
    }

    public int status() {
        return status;
    }

    /** The body of the answer. */
    public ObjectNode body(String correlationId) {
        var body = Json.object().put("status", "error").put("message", text).put("correlationId", correlationId);
        return body.setAll(details);
    }

    /** One entry of a multi-status answer's {@code errors}; without a correlation id and without an {@code errors} list. */
    public ObjectNode entry(@Nullable String traceId) {
        var entry = Json.object().put("status", "error");
        var category = details.get("category");
        entry.put("category", category == null ? VALIDATION_ERROR : category.asString());
        entry.put("message", text);
        var context = details.get("context");
        var joined = context == null ? Json.object() : context.deepCopy().asObject();
        if (traceId != null) {
            joined.putArray("objectWriteTraceId").add(traceId);
        }
        entry.set("context", joined);
        return entry;
    }
}
