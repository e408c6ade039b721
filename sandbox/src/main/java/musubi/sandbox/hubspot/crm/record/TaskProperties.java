package musubi.sandbox.hubspot.crm.record;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import musubi.sandbox.hubspot.PropertyDefinition;
import musubi.sandbox.hubspot.PropertyOption;
import musubi.sandbox.hubspot.api.Timestamps;

/** The properties of tasks and notes that HubSpot's guides name; the options are those it documents. */
public final class TaskProperties {

    /** Returned with every record, and the only ones when a request names no properties. */
    public static final List<String> ALWAYS = List.of("hs_createdate", "hs_object_id", "hs_lastmodifieddate");

    /** The due date: the only required property. */
    public static final String DUE = "hs_timestamp";

    private TaskProperties() {}

    static List<PropertyDefinition> stored() {
        return List.of(
                define(DUE, "Due date", "datetime", "date", List.of(), false),
                define("hs_task_subject", "Task Title", "string", "text", List.of(), false),
                define("hs_task_body", "Notes", "string", "html", List.of(), false),
                define(
                        "hs_task_status",
                        "Task Status",
                        "enumeration",
                        "radio",
                        options("NOT_STARTED", "IN_PROGRESS", "WAITING", "COMPLETED", "DEFERRED"),
                        false),
                define("hs_task_priority", "Priority", "enumeration", "radio", options("LOW", "MEDIUM", "HIGH"), false),
                define("hs_task_type", "Task Type", "enumeration", "radio", options("EMAIL", "CALL", "TODO"), false),
                define("hs_task_reminders", "Reminder timestamps", "string", "text", List.of(), false),
                define("hubspot_owner_id", "Assigned to", "enumeration", "select", List.of(), false));
    }

    static List<PropertyDefinition> ofNotes() {
        return List.of(
                define(DUE, "Activity date", "datetime", "date", List.of(), false),
                define("hs_note_body", "Note body", "string", "html", List.of(), false),
                define("hubspot_owner_id", "Activity assigned to", "enumeration", "select", List.of(), false),
                define("hs_attachment_ids", "Attached file IDs", "string", "checkbox", List.of(), false));
    }

    static Map<PropertyDefinition, ComputedValue> computed() {
        var all = new LinkedHashMap<PropertyDefinition, ComputedValue>();
        all.put(
                define("hs_object_id", "Record ID", "number", "number", List.of(), true),
                version -> Long.toString(version.id()));
        all.put(
                define("hs_createdate", "Create date", "datetime", "date", List.of(), true),
                version -> Timestamps.iso(version.createdAt()));
        all.put(
                define("hs_lastmodifieddate", "Last modified date", "datetime", "date", List.of(), true),
                version -> Timestamps.iso(version.updatedAt()));
        return all;
    }

    private static PropertyDefinition define(
            String name, String label, String type, String fieldType, List<PropertyOption> options, boolean readOnly) {
        return new PropertyDefinition(name, label, type, fieldType, "task", "", options, false, readOnly, true);
    }

    private static List<PropertyOption> options(String... values) {
        return Arrays.stream(values)
                .map(value -> new PropertyOption(
                        value.charAt(0)
                                + value.substring(1).toLowerCase(Locale.ROOT).replace('_', ' '),
                        value))
                .toList();
    }
}
