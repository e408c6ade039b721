package musubi.sandbox.hubspot.crm.record;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import musubi.sandbox.http.Json;
import musubi.sandbox.hubspot.Contact;
import musubi.sandbox.hubspot.api.Timestamps;
import tools.jackson.databind.node.ObjectNode;

/** Writes the records of one object type as JSON. */
public final class RecordJson {

    private final Schema schema;
    private final List<String> defaults;
    private final List<String> always;

    /**
     * @param defaults returned when a request names no properties
     * @param always returned with every record
     */
    public RecordJson(Schema schema, List<String> defaults, List<String> always) {
        this.schema = schema;
        this.defaults = defaults;
        this.always = always;
    }

    /** With these properties: one without a value is {@code null}, an unknown name is left out. */
    public ObjectNode asked(Version version, Collection<String> names) {
        var all = new LinkedHashSet<String>();
        if (names.isEmpty()) {
            all.addAll(defaults);
        } else {
            all.addAll(names);
            all.addAll(always);
        }
        return written(version, all);
    }

    /** With these properties and those that every answer has. */
    public ObjectNode written(Version version, Collection<String> names) {
        var all = new LinkedHashSet<>(names);
        all.addAll(always);
        var row = envelope(version);
        var properties = row.putObject("properties");
        for (var name : all) {
            var property = schema.find(name);
            if (property != null) {
                properties.put(name, property.of(version));
            }
        }
        return finish(row, version);
    }

    /** With everything that has a value. */
    public ObjectNode stored(Version version) {
        var row = envelope(version);
        var properties = row.putObject("properties");
        for (var property : schema.all()) {
            var value = property.of(version);
            if (value != null) {
                properties.put(property.name(), value);
            }
        }
        return finish(row, version);
    }

    public Contact contact(Version version) {
        return new Contact(
                version.id(),
                version.archived(),
                values(version),
                Instant.ofEpochMilli(version.createdAt()),
                Instant.ofEpochMilli(version.updatedAt()),
                version.writes());
    }

    /** All that have a value. */
    public Map<String, String> values(Version version) {
        var properties = new TreeMap<String, String>();
        for (var property : schema.all()) {
            var value = property.of(version);
            if (value != null) {
                properties.put(property.name(), value);
            }
        }
        return properties;
    }

    private static ObjectNode envelope(Version version) {
        return Json.object().put("id", Long.toString(version.id()));
    }

    private static ObjectNode finish(ObjectNode row, Version version) {
        row.put("createdAt", Timestamps.iso(version.createdAt()));
        row.put("updatedAt", Timestamps.iso(version.updatedAt()));
        row.put("archived", version.archived());
        if (version.archived()) {
            row.put("archivedAt", Timestamps.iso(version.archivedAt()));
        }
        return row;
    }
}
