package musubi.sandbox.hubspot.crm.property;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import musubi.sandbox.hubspot.PropertyDefinition;
import musubi.sandbox.hubspot.PropertyOption;
import musubi.sandbox.hubspot.api.Body;
import musubi.sandbox.hubspot.api.Refusal;
import musubi.sandbox.hubspot.crm.store.PortalState;
import tools.jackson.databind.node.ObjectNode;

/** Parses and checks property definitions. */
final class PropertyRequest {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,99}");

    /** Field types by type. */
    private static final Map<String, Set<String>> FIELDS = Map.of(
            "string", Set.of("text", "textarea", "html", "file", "phonenumber", "calculation_equation"),
            "number", Set.of("number", "calculation_equation"),
            "bool", Set.of("booleancheckbox", "calculation_equation"),
            "date", Set.of("date"),
            "datetime", Set.of("date"),
            "enumeration", Set.of("select", "radio", "checkbox", "booleancheckbox", "calculation_equation"),
            "phone_number", Set.of("phonenumber"));

    private PropertyRequest() {}

    /** The requested definition, checked except for the group and the limits of the portal. */
    static PropertyDefinition parse(ObjectNode body) {
        var missing = new ArrayList<String>();
        for (var field : List.of("name", "label", "type", "fieldType", "groupName")) {
            if (Body.text(body, field).filter(text -> !text.isEmpty()).isEmpty()) {
                missing.add(field);
            }
        }
        if (!missing.isEmpty()) {
            throw Refusal.fieldsMissing(missing);
        }
        return valid(new PropertyDefinition(
                Body.required(body, "name"),
                Body.required(body, "label"),
                Body.required(body, "type"),
                Body.required(body, "fieldType"),
                Body.required(body, "groupName"),
                Body.text(body, "description").orElse(""),
                options(body),
                Body.flag(body, "hasUniqueValue"),
                false,
                false));
    }

    /** The definition with the requested changes; name and uniqueness never change. */
    static PropertyDefinition changed(PropertyDefinition old, ObjectNode body) {
        return valid(new PropertyDefinition(
                old.name(),
                Body.text(body, "label").orElse(old.label()),
                Body.text(body, "type").orElse(old.type()),
                Body.text(body, "fieldType").orElse(old.fieldType()),
                Body.text(body, "groupName").orElse(old.groupName()),
                Body.text(body, "description").orElse(old.description()),
                body.has("options") ? options(body) : old.options(),
                old.hasUniqueValue(),
                false,
                false));
    }

    /** The error for something that exists already: 409 or 400, by the portal's setting. */
    static Refusal exists(String text, PortalState portal) {
        var status = portal.settings().propertyConflictStatus;
        return Refusal.of(status, text, status == 409 ? Refusal.CONFLICT : "OBJECT_ALREADY_EXISTS");
    }

    private static PropertyDefinition valid(PropertyDefinition wanted) {
        var fields = FIELDS.get(wanted.type());
        if (fields == null) {
            throw Refusal.malformed(": Cannot deserialize value of type from \"%s\"".formatted(wanted.type()));
        }
        if (!NAME.matcher(wanted.name()).matches()) {
            throw Refusal.invalid("Property name %s is not valid".formatted(wanted.name()));
        }
        if (!fields.contains(wanted.fieldType())) {
            throw Refusal.invalid("fieldType %s is not valid for type %s".formatted(wanted.fieldType(), wanted.type()));
        }
        var values = new HashSet<String>();
        for (var option : wanted.options()) {
            if (!values.add(option.value())) {
                throw Refusal.invalid("Property option value %s is not unique".formatted(option.value()));
            }
        }
        if (wanted.type().equals("bool") && !values.equals(Set.of("true", "false"))) {
            throw Refusal.invalid(
                    "Boolean properties must have exactly two options; one with a value of 'true', the other with a value of 'false'.");
        }
        var choice = wanted.type().equals("bool") || wanted.type().equals("enumeration");
        if (!choice && !values.isEmpty()) {
            throw Refusal.invalid("Property type %s has no options".formatted(wanted.type()));
        }
        if (wanted.hasUniqueValue() && !Set.of("string", "number").contains(wanted.type())) {
            throw Refusal.invalid("Property type %s cannot have unique values".formatted(wanted.type()));
        }
        return wanted;
    }

    private static List<PropertyOption> options(ObjectNode body) {
        var options = body.get("options");
        if (options == null || options.isNull()) {
            return List.of();
        }
        var all = new ArrayList<PropertyOption>();
        for (var option : options) {
            var object = Body.object(option);
            all.add(new PropertyOption(Body.required(object, "label"), Body.required(object, "value")));
        }
        return List.copyOf(all);
    }
}
