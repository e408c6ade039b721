package musubi.sandbox.hubspot;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.TreeMap;
import musubi.sandbox.http.Json;
import tools.jackson.databind.node.ObjectNode;

/** Contacts as HubSpot writes them. */
final class ContactJson {

    private final Schema schema;

    ContactJson(Schema schema) {
        this.schema = schema;
    }

    /** With these properties: one without a value is {@code null}, a name nobody knows is left out. */
    ObjectNode asked(Version version, Collection<String> names) {
        var all = new LinkedHashSet<String>();
        if (names.isEmpty()) {
            all.addAll(HubSpotProperties.DEFAULTS);
        } else {
            all.addAll(names);
            all.addAll(HubSpotProperties.ALWAYS);
        }
        return written(version, all);
    }

    /** With these properties and those that every answer has. */
    ObjectNode written(Version version, Collection<String> names) {
        var all = new LinkedHashSet<>(names);
        all.addAll(HubSpotProperties.ALWAYS);
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
    ObjectNode stored(Version version) {
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

    Contact contact(Version version) {
        var properties = new TreeMap<String, String>();
        for (var property : schema.all()) {
            var value = property.of(version);
            if (value != null) {
                properties.put(property.name(), value);
            }
        }
        return new Contact(
                version.id(),
                version.archived(),
                properties,
                Instant.ofEpochMilli(version.createdAt()),
                Instant.ofEpochMilli(version.updatedAt()),
                version.writes());
    }

    private static ObjectNode envelope(Version version) {
        return Json.object().put("id", Long.toString(version.id()));
    }

    private static ObjectNode finish(ObjectNode row, Version version) {
        row.put("createdAt", Version.moment(version.createdAt()));
        row.put("updatedAt", Version.moment(version.updatedAt()));
        row.put("archived", version.archived());
        if (version.archived()) {
            row.put("archivedAt", Version.moment(version.archivedAt()));
        }
        return row;
    }
}
