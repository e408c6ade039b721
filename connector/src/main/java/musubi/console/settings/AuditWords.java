package musubi.console.settings;

import static java.util.Map.entry;
import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.content.SavedMessages;
import musubi.friends.Imports;
import musubi.link.Links;
import musubi.user.AuditEntry;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Puts lines of the audit log into words: names that things have now in place of their ids. */
@Component
class AuditWords {

    private static final Pattern UUIDS = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    /** Calls of the REST API, by the action of a page that does the same. */
    static final Map<String, String> CALLS = Map.ofEntries(
            entry("POST /api/connections", "connection.connect"),
            entry("PATCH /api/connections/{id}", "connection.option"),
            entry("DELETE /api/connections/{id}", "connection.delete"),
            entry("POST /api/connections/{id}/check", "connection.check"),
            entry("POST /api/connections/{id}/webhook", "connection.webhook"),
            entry("POST /api/connections/{id}/pause", "connection.paused"),
            entry("POST /api/connections/{id}/resume", "connection.resumed"),
            entry("POST /api/hubspot/installs", "connection.installLink"),
            entry("POST /api/connections/{id}/imports", "import.started"),
            entry("POST /api/imports/{id}/pause", "import.paused"),
            entry("POST /api/imports/{id}/resume", "import.resumed"),
            entry("POST /api/imports/{id}/cancel", "import.cancelled"),
            entry("POST /api/connections/{id}/links", "link.created"),
            entry("PATCH /api/links/{linkId}", "link.changed"),
            entry("DELETE /api/links/{linkId}", "link.deleted"),
            entry("POST /api/connections/{id}/media", "media.added"),
            entry("DELETE /api/media/{mediumId}", "media.deleted"),
            entry("POST /api/connections/{id}/messages", "message.saved"),
            entry("PUT /api/messages/{messageId}", "message.replaced"),
            entry("DELETE /api/messages/{messageId}", "message.deleted"),
            entry("POST /api/connections/{id}/broadcasts", "broadcast.made"),
            entry("PATCH /api/broadcasts/{broadcastId}", "broadcast.changed"),
            entry("DELETE /api/broadcasts/{broadcastId}", "broadcast.deleted"),
            entry("POST /api/broadcasts/{broadcastId}/check", "broadcast.checked"),
            entry("POST /api/broadcasts/{broadcastId}/test", "broadcast.tested"),
            entry("POST /api/broadcasts/{broadcastId}/send", "broadcast.sent"),
            entry("POST /api/broadcasts/{broadcastId}/pause", "broadcast.paused"),
            entry("POST /api/broadcasts/{broadcastId}/resume", "broadcast.resumed"),
            entry("POST /api/broadcasts/{broadcastId}/cancel", "broadcast.cancelled"),
            entry("POST /api/broadcasts/{broadcastId}/uncertain", "broadcast.decided"),
            entry("POST /api/failures/{id}/retry", "failure.retried"),
            entry("DELETE /api/failures/{id}", "failure.deleted"));

    private final Connections connections;
    private final Imports imports;
    private final Links links;
    private final SavedMessages saved;
    private final MessageSource messages;

    AuditWords(Connections connections, Imports imports, Links links, SavedMessages saved, MessageSource messages) {
        this.connections = connections;
        this.imports = imports;
        this.links = links;
        this.saved = saved;
        this.messages = messages;
    }

    /** A line in words. */
    record Line(String action, String object, String detail) {}

    /** The calls of the REST API that do what the actions of this kind do. */
    static List<String> calls(String kind) {
        return CALLS.entrySet().stream()
                .filter(call -> call.getValue().startsWith(kind + "."))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The lines in words, in their order; asks the database once for each kind of thing. */
    List<Line> of(List<AuditEntry> entries, Locale locale) {
        var ids = entries.stream()
                .map(AuditEntry::object)
                .flatMap(object -> UUIDS.matcher(object).results().map(found -> UUID.fromString(found.group())))
                .distinct()
                .toList();
        var names = new HashMap<String, String>(connections.all().stream()
                .collect(toMap(connection -> connection.id().toString(), Connection::name)));
        var unknown =
                ids.stream().filter(id -> !names.containsKey(id.toString())).toList();
        imports.connectionsOf(unknown)
                .forEach((id, connection) -> Optional.ofNullable(names.get(connection.toString()))
                        .ifPresent(name -> names.put(id.toString(), name)));
        saved.names(unknown).forEach((id, name) -> names.put(id.toString(), name));
        names.putAll(links.titles(entries.stream()
                .filter(entry -> entry.action().contains(" /api/links/"))
                .map(AuditEntry::object)
                .distinct()
                .toList()));
        return entries.stream().map(entry -> line(entry, names, locale)).toList();
    }

    private Line line(AuditEntry entry, Map<String, String> names, Locale locale) {
        var call = CALLS.get(entry.action());
        var action = Optional.ofNullable(call).orElse(entry.action());
        var did = text("audit.did." + action, entry.action(), locale);
        return new Line(
                call == null ? did : messages.getMessage("audit.byApi", new Object[] {did}, locale),
                object(entry, action, names, locale),
                detail(entry, action, locale));
    }

    private String object(AuditEntry entry, String action, Map<String, String> names, Locale locale) {
        if (entry.object().isEmpty()
                || (action.startsWith("failure.")
                        && NUMBER.matcher(entry.object()).matches())) {
            return "";
        }
        var gone = text("audit.gone", "", locale);
        if (entry.action().contains(" /api/links/")) {
            return names.getOrDefault(entry.object(), gone);
        }
        return Arrays.stream(entry.object().split(" "))
                .map(word -> UUIDS.matcher(word).matches() ? names.getOrDefault(word, gone) : word)
                .collect(Collectors.joining(" "));
    }

    private String detail(AuditEntry entry, String action, Locale locale) {
        if (action.startsWith("link.")) {
            // the id of the link, whose title is the object
            return "";
        }
        if (action.startsWith("failure.")) {
            var words = new ArrayList<String>();
            for (var word : entry.detail().split(" ", -1)) {
                if (NUMBER.matcher(word).matches()) {
                    words.add(messages.getMessage("audit.events", new Object[] {Long.valueOf(word)}, locale));
                } else if (!word.isEmpty()) {
                    words.add(text("failures.short." + word, word, locale));
                }
            }
            return String.join(text("audit.between", " ", locale), words);
        }
        if (action.equals("connection.option") && entry.detail().contains(": ")) {
            var parts = entry.detail().split(": ", 2);
            return text("connection.option." + parts[0] + ".title", parts[0], locale) + ": "
                    + text(parts[1].equals("on") ? "audit.on" : "audit.off", parts[1], locale);
        }
        return Stream.of(
                        "role." + entry.detail(),
                        "imports.source." + entry.detail().toLowerCase(Locale.ROOT))
                .map(key -> text(key, "", locale))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(entry.detail());
    }

    private String text(String key, String otherwise, Locale locale) {
        return Optional.ofNullable(messages.getMessage(key, new Object[0], otherwise, locale))
                .orElse(otherwise);
    }
}
