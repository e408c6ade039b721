package musubi.result.write;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import musubi.connection.Connection;
import musubi.connection.Language;
import musubi.hubspot.HubSpotClient;
import musubi.hubspot.PortalAccess;
import musubi.hubspot.RowOutcome;
import musubi.hubspot.note.HubSpotNotes;
import musubi.hubspot.note.NewNote;
import musubi.result.store.ResultBatch;
import musubi.result.store.ResultBatch.Outcome;
import musubi.result.store.WaitingBroadcast;
import musubi.system.PublicAddress;
import musubi.tracking.counts.Clicks;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/**
 * Notes broadcasts on the timelines of people, once for each person and broadcast. A note links to the page of its broadcast: by that address,
 * which no other note has, it is found again where an attempt had no outcome.
 */
@Component
final class WriteNotes {

    private static final String RECORD_ID = "hs_object_id";

    private final HubSpotClient hubspot;
    private final HubSpotNotes notes;
    private final Clicks clicks;
    private final PublicAddress address;

    WriteNotes(HubSpotClient hubspot, HubSpotNotes notes, Clicks clicks, PublicAddress address) {
        this.hubspot = hubspot;
        this.notes = notes;
        this.clicks = clicks;
        this.address = address;
    }

    /**
     * Writes a batch.
     *
     * @throws musubi.hubspot.HubSpotException when HubSpot did not carry it out as a whole
     */
    Outcome write(
            Connection connection, PortalAccess access, ResultBatch batch, WaitingBroadcast broadcast, String title) {
        var outcome = new Outcome(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        var rows = new LinkedHashMap<String, List<Long>>();
        if (batch.lookFirst()) {
            look(access, batch, rows, outcome);
        } else {
            batch.contactIds().forEach(id -> rows.put(Long.toString(id), List.of(id)));
        }
        var moments = broadcast.notesOfClicks()
                ? clicks.firstClicks(broadcast.id(), batch.contactIds())
                : Map.<Long, Instant>of();
        var html = html(connection, broadcast, title);
        var ids = List.copyOf(rows.keySet());
        var written = DividedCall.of(
                ids,
                batch.isSuspicious(),
                some -> notes.create(
                        access,
                        some.stream()
                                .map(id -> new NewNote(
                                        id, moment(rows.getOrDefault(id, List.of()), moments, broadcast), html))
                                .toList()));
        for (var at = 0; at < ids.size(); at++) {
            var people = rows.getOrDefault(ids.get(at), List.of());
            switch (written.get(at)) {
                case RowOutcome.Written _ -> outcome.done().addAll(people);
                case RowOutcome.Unknown _ -> outcome.again().addAll(people);
                // a contact that was merged is found when it is looked for
                case RowOutcome.Refused(var error) ->
                    (error.isTemporary() || !batch.lookFirst() ? outcome.again() : outcome.refused()).addAll(people);
            }
        }
        return outcome;
    }

    private static Instant moment(List<Long> people, Map<Long, Instant> moments, WaitingBroadcast broadcast) {
        return people.stream()
                .map(moments::get)
                .filter(moment -> moment != null)
                .min(Instant::compareTo)
                .orElse(broadcast.sentAt());
    }

    /** Sorts out who has the note, and who is gone. */
    private void look(PortalAccess access, ResultBatch batch, Map<String, List<Long>> rows, Outcome outcome) {
        var ids = batch.contactIds().stream().distinct().map(String::valueOf).toList();
        var read = hubspot.read(access, RECORD_ID, ids, List.of());
        for (var id : batch.contactIds()) {
            var contact = read.found().get(Long.toString(id));
            if (contact == null) {
                (read.absent().contains(Long.toString(id)) ? outcome.refused() : outcome.again()).add(id);
            } else {
                rows.computeIfAbsent(contact.id(), _ -> new ArrayList<>()).add(id);
            }
        }
        if (rows.isEmpty()) {
            return;
        }
        for (var there : notes.with(access, List.copyOf(rows.keySet()), path(batch.broadcastId()))) {
            outcome.done().addAll(rows.getOrDefault(there, List.of()));
            rows.remove(there);
        }
    }

    private static String path(UUID broadcastId) {
        return "/broadcasts/" + broadcastId;
    }

    private String html(Connection connection, WaitingBroadcast broadcast, String title) {
        var link = "<a href=\"%s\">%s</a>"
                .formatted(
                        HtmlUtils.htmlEscape(address.of(path(broadcast.id())).toString(), "UTF-8"),
                        HtmlUtils.htmlEscape(title, "UTF-8"));
        return switch (connection.options().language()) {
            case Language.JA ->
                broadcast.notesOfClicks()
                        ? "LINEの一斉配信「%s」のリンクを開きました。".formatted(link)
                        : "LINEの一斉配信「%s」を受け取りました。".formatted(link);
            case Language.EN ->
                broadcast.notesOfClicks()
                        ? "Opened a link in the LINE broadcast “%s”.".formatted(link)
                        : "Got the LINE broadcast “%s”.".formatted(link);
        };
    }
}
