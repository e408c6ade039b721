package musubi.result.write;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import musubi.connection.Connection;
import musubi.contact.LineProperty;
import musubi.hubspot.ContactRecord;
import musubi.hubspot.ContactRow;
import musubi.hubspot.HubSpotClient;
import musubi.hubspot.HubSpotError;
import musubi.hubspot.PortalAccess;
import musubi.hubspot.RowOutcome;
import musubi.result.store.ResultBatch;
import musubi.result.store.ResultBatch.Outcome;
import org.springframework.stereotype.Component;

/**
 * Writes the name and the date of a broadcast on the contacts of its people. The newest broadcast wins: while nothing was written for a newer
 * one this follows from the order, and costs one call for 100 people; else the contacts are read first.
 */
@Component
final class WriteContacts {

    private static final String RECORD_ID = "hs_object_id";

    private final HubSpotClient hubspot;

    WriteContacts(HubSpotClient hubspot) {
        this.hubspot = hubspot;
    }

    /**
     * Writes a batch.
     *
     * @param sentAt the date of the broadcast
     * @throws PropertyMissingException when a property does not exist any more
     * @throws musubi.hubspot.HubSpotException when HubSpot did not carry it out as a whole
     */
    Outcome write(Connection connection, PortalAccess access, ResultBatch batch, String title, Instant sentAt) {
        var names = connection.propertyNames();
        var name = names.of(LineProperty.LAST_BROADCAST_NAME);
        var date = names.of(LineProperty.LAST_BROADCAST_SEND_DATE);
        var outcome = new Outcome(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        var rows = new LinkedHashMap<String, List<Long>>();
        if (batch.lookFirst()) {
            look(access, batch, List.of(name, date), sentAt, rows, outcome);
        } else {
            batch.contactIds().forEach(id -> rows.put(Long.toString(id), List.of(id)));
        }
        var values = Map.of(name, title, date, sentAt.toString());
        var ids = List.copyOf(rows.keySet());
        var written = DividedCall.of(
                ids,
                batch.isSuspicious(),
                some -> hubspot.update(
                        access,
                        some.stream().map(id -> new ContactRow(id, values)).toList()));
        for (var at = 0; at < ids.size(); at++) {
            var people = rows.getOrDefault(ids.get(at), List.of());
            switch (written.get(at)) {
                case RowOutcome.Written _ -> outcome.done().addAll(people);
                case RowOutcome.Unknown _ -> outcome.again().addAll(people);
                case RowOutcome.Refused(var error) ->
                    (mayHelp(error, batch) ? outcome.again() : outcome.refused()).addAll(people);
            }
        }
        return outcome;
    }

    /** A contact that is not found may have been merged into another, by which it is found when it is looked for. */
    private static boolean mayHelp(HubSpotError error, ResultBatch batch) {
        if (error.isUnknownProperty()) {
            throw new PropertyMissingException();
        }
        return error.isTemporary() || (error.isNotFound() && !batch.lookFirst());
    }

    /** Sorts out who has it, or something newer, and who is gone. */
    private void look(
            PortalAccess access,
            ResultBatch batch,
            List<String> properties,
            Instant sentAt,
            Map<String, List<Long>> rows,
            Outcome outcome) {
        var ids = batch.contactIds().stream().map(String::valueOf).toList();
        var read = hubspot.read(access, RECORD_ID, ids, properties);
        for (var id : batch.contactIds()) {
            var contact = read.found().get(Long.toString(id));
            if (contact != null && !contact.covers(properties.getLast())) {
                throw new PropertyMissingException();
            }
            if (contact == null) {
                (read.absent().contains(Long.toString(id)) ? outcome.refused() : outcome.again()).add(id);
            } else if (date(contact, properties.getLast()).isAfter(sentAt)) {
                outcome.done().add(id);
            } else {
                rows.computeIfAbsent(contact.id(), _ -> new ArrayList<>()).add(id);
            }
        }
    }

    private static Instant date(ContactRecord contact, String property) {
        try {
            return Instant.parse(contact.properties().getOrDefault(property, ""));
        } catch (DateTimeException none) {
            return Instant.EPOCH;
        }
    }
}
