package musubi.hubspot;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads out of a batch's answer what became of each row. */
final class BatchOutcomes {

    private BatchOutcomes() {}

    /** Results come in any order and carry no trace id; errors carry it. */
    static List<RowOutcome> of(List<ContactRow> rows, @Nullable String idProperty, JsonNode answer) {
        var written = new HashMap<String, RowOutcome>();
        for (var result : answer.path("results")) {
            var record = record(result);
            var outcome = new RowOutcome.Written(record.id(), result.path("new").asBoolean(false));
            var trace = result.path("objectWriteTraceId");
            if (trace.isString()) {
                written.put("trace " + trace.asString(), outcome);
            }
            written.put(idProperty == null ? record.id() : record.properties().getOrDefault(idProperty, ""), outcome);
        }
        var refused = new HashMap<String, RowOutcome>();
        for (var error : answer.path("errors")) {
            error.path("context")
                    .path("objectWriteTraceId")
                    .forEach(trace -> refused.put(trace.asString(), new RowOutcome.Refused(HubSpotError.of(error))));
        }
        // where as many were written as were not refused, nothing is unknown even of rows that cannot be told apart
        var rest = answer.path("results").size() + refused.size() == rows.size()
                ? new RowOutcome.Written("", false)
                : new RowOutcome.Unknown();
        return IntStream.range(0, rows.size())
                .mapToObj(at -> {
                    var trace = String.valueOf(at);
                    var refusal = refused.get(trace);
                    return refusal != null
                            ? refusal
                            : written.getOrDefault(
                                    "trace " + trace,
                                    written.getOrDefault(rows.get(at).id(), rest));
                })
                .toList();
    }

    static ContactRecord record(JsonNode result) {
        var properties = new HashMap<String, String>();
        result.path("properties").properties().forEach(property -> {
            if (!property.getValue().isNull()) {
                properties.put(property.getKey(), property.getValue().asString(""));
            }
        });
        return new ContactRecord(
                result.path("id").asString(""), moment(result.path("createdAt").asString("")), properties);
    }

    private static Optional<Instant> moment(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeException ignored) {
            return Optional.empty();
        }
    }
}
