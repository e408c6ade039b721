package musubi.sandbox.hubspot.crm.record;

import musubi.sandbox.hubspot.api.Refusal;
import java.util.List;
import musubi.sandbox.http.Json;
import tools.jackson.databind.node.ArrayNode;

/**
 * A value that a property does not take.
 *
 * @param property its internal name
 * @param code HubSpot's, {@code INVALID_EMAIL} for one
 */
record InvalidValue(String property, String code, String message) {

    /** HubSpot's answer to all of them: a JSON list inside the message, and again as {@code errors}. */
    static Refusal refusal(List<InvalidValue> values, long portalId) {
        var inMessage = Json.array();
        var errors = Json.array();
        values.forEach(value -> value.describe(inMessage, errors, portalId));
        return Refusal.invalid("Property values were not valid: " + inMessage).errors(errors);
    }

    private void describe(ArrayNode inMessage, ArrayNode errors, long portalId) {
        inMessage
                .addObject()
                .put("isValid", false)
                .put("message", message)
                .put("error", code)
                .put("name", property)
                .put("localizedErrorMessage", message)
                .put("portalId", portalId);
        var error = errors.addObject().put("message", message).put("code", code);
        error.putObject("context").putArray("propertyName").add(property);
    }
}
