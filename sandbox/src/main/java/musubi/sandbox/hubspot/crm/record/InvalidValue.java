package musubi.sandbox.hubspot.crm.record;

import java.util.List;
import musubi.sandbox.http.Json;
import musubi.sandbox.hubspot.api.Refusal;
import tools.jackson.databind.node.ArrayNode;

/**
 * An invalid value of a property.
 *
 * @param property its internal name
 * @param code HubSpot's error code, such as {@code INVALID_EMAIL}
 */
record InvalidValue(String property, String code, String message) {

    /** HubSpot's error for invalid values: a JSON list inside the message, and again as {@code errors}. */
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
