package musubi.hubspot.batch;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import musubi.hubspot.ContactRecord;
import musubi.hubspot.ContactRow;
import musubi.hubspot.HubSpotError;
import musubi.hubspot.RowOutcome;
import tools.jackson.databind.JsonNode;

/** Reads the answer of a batch that writes: what became of each row. */
public final class BatchWriteAnswer {

    private BatchWriteAnswer() {}

    /** Of created contacts: each is recognized by the unique property that holds its row's id. */
    public static List<RowOutcome> ofCreate(List<ContactRow> rows, String idProperty, JsonNode answer) {
        return of(rows, record -> record.properties().getOrDefault(idProperty, ""), true, answer);
    }

    private static final Pattern ID = Pattern.compile("[1-9]\\d{0,17}");

    /** Of changed contacts: each is recognized by the record id that is its row's id. */
    public static List<RowOutcome> ofUpdate(List<ContactRow> rows, JsonNode answer) {
        return of(rows, ContactRecord::id, false, answer);
    }

    /** Of records that can be recognized by the trace id alone. */
    public static List<RowOutcome> ofTraced(List<ContactRow> rows, JsonNode answer) {
        return of(rows, ignored -> "", true, answer);
    }

    /** Results come in any order and may carry no trace id; errors carry it. What is in neither is unknown. */
    private static List<RowOutcome> of(
            List<ContactRow> rows, Function<ContactRecord, String> id, boolean created, JsonNode answer) {
        var written = new HashMap<String, RowOutcome>();
        for (var result : answer.path("results")) {
            var record = record(result);
            var outcome = new RowOutcome.Written(record.id(), created);
            var trace = result.path("objectWriteTraceId");
            if (trace.isString()) {
                written.put("trace " + trace.asString(), outcome);
            }
            written.put("id " + id.apply(record), outcome);
        }
        var refused = new HashMap<String, RowOutcome>();
        for (var error : answer.path("errors")) {
            error.path("context")
                    .path("objectWriteTraceId")
                    .forEach(trace -> refused.put(trace.asString(""), new RowOutcome.Refused(HubSpotError.of(error))));
        }
        // where as many were written as were not refused, every other row was written, even if it cannot be recognized
        var rest = answer.path("results").size() + refused.size() == rows.size()
                ? new RowOutcome.Written("", created)
                : new RowOutcome.Unknown();
        return IntStream.range(0, rows.size())
                .mapToObj(at -> {
                    var trace = String.valueOf(at);
                    var refusal = refused.get(trace);
                    return refusal != null
                            ? refusal
                            : written.getOrDefault(
                                    "trace " + trace,
                                    written.getOrDefault("id " + rows.get(at).id(), rest));
                })
                .toList();
    }

    /**
     * One record of an answer.
     *
     * @throws musubi.hubspot.HubSpotException when it has no id, which every record has, and which is a number
     */
    public static ContactRecord record(JsonNode result) {
        var id = result.path("id").asString("");
        if (!ID.matcher(id).matches()) {
            throw BatchReadAnswer.incomplete("contacts");
        }
        var properties = new HashMap<String, String>();
        var empty = new HashSet<String>();
        result.path("properties").properties().forEach(property -> {
            var value = property.getValue().isNull() ? "" : property.getValue().asString("");
            if (value.isEmpty()) {
                empty.add(property.getKey());
            } else {
                properties.put(property.getKey(), value);
            }
        });
        return new ContactRecord(id, moment(result.path("createdAt").asString("")), properties, empty);
    }

    private static Optional<Instant> moment(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeException ignored) {
            return Optional.empty();
        }
    }
}
