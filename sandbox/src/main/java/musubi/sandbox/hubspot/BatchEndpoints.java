package musubi.sandbox.hubspot;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import musubi.sandbox.http.Answer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Contacts by the hundred. */
final class BatchEndpoints {

    /** What a row does; gives the result, or refuses. */
    @FunctionalInterface
    private interface Deed {
        ObjectNode perform(ContactWrites writes);
    }

    private record Row(@Nullable String traceId, Deed deed) {}

    private record Target(
            StoredProperty key,
            String id,
            Map<String, String> values,
            @Nullable String traceId) {}

    private final PortalState portal;
    private final RowWriter writer;

    BatchEndpoints(PortalState portal, String version) {
        this.portal = portal;
        this.writer = new RowWriter(portal, version);
    }

    Answer read(Call call) {
        var body = Body.of(call.request());
        var inputs = Body.inputs(body);
        var names = Body.texts(body, "properties");
        var key = writer.key("read", Body.text(body, "idProperty").filter(name -> !name.equals("hs_object_id")));
        var ids = inputs.stream().map(input -> Body.required(input, "id")).toList();
        refuseDuplicates(ids.stream().map(id -> portal.rules().lookup(key, id)).toList());
        var answer = new BatchAnswer(portal.clock().millis());
        var missing = new ArrayList<String>();
        var archived = call.flag("archived");
        portal.locked(() -> {
            var seen = new HashSet<ContactRecord>();
            for (var id : ids) {
                var found = archived
                        ? portal.store()
                                .byId(id)
                                .filter(record -> record.current().archived())
                        : writer.find(key, id);
                if (found.isEmpty()) {
                    missing.add(id);
                } else if (seen.add(found.get())) {
                    answer.result(portal.json().asked(found.get().current(), names));
                }
            }
        });
        if (!missing.isEmpty()) {
            answer.error(notFound(missing).entry(null));
        }
        return answer.answer(200, portal.clock().millis(), portal.random());
    }

    Answer create(Call call) {
        var rows = new ArrayList<Row>();
        for (var input : Body.inputs(Body.of(call.request()))) {
            var values = Body.properties(input);
            var traceId = Body.text(input, "objectWriteTraceId").orElse(null);
            rows.add(new Row(
                    traceId,
                    writes -> portal.json().stored(writer.create(writes, values).current())));
        }
        return perform(rows, 201, false);
    }

    Answer update(Call call) {
        var targets = targets(call, false);
        var rows = targets.stream()
                .map(target -> new Row(target.traceId(), writes -> {
                    var record =
                            writer.find(target.key(), target.id()).orElseThrow(() -> notFound(List.of(target.id())));
                    return portal.json()
                            .stored(writer.update(writes, record, target.values())
                                    .current());
                }))
                .toList();
        return perform(rows, 200, false);
    }

    Answer upsert(Call call) {
        var targets = targets(call, true);
        var byEmail = targets.stream().anyMatch(target -> target.key().isEmail());
        var rows = targets.stream()
                .map(target -> new Row(target.traceId(), writes -> {
                    var found = writer.find(target.key(), target.id());
                    var record = writer.upsert(writes, target.key(), target.id(), found, target.values());
                    return portal.json().stored(record.current()).put("new", found.isEmpty());
                }))
                .toList();
        return perform(rows, 200, byEmail);
    }

    Answer archive(Call call) {
        var ids = Body.inputs(Body.of(call.request())).stream()
                .map(input -> Body.required(input, "id"))
                .toList();
        portal.locked(() -> {
            var writes = new ContactWrites(portal);
            for (var id : new LinkedHashSet<>(ids)) {
                writer.find(portal.schema().get("hs_object_id"), id).ifPresent(writes::archive);
            }
            writes.commit();
        });
        return Answer.empty(204);
    }

    private List<Target> targets(Call call, boolean upsert) {
        var targets = new ArrayList<Target>();
        for (var input : Body.inputs(Body.of(call.request()))) {
            var property = Body.text(input, "idProperty");
            if (upsert && property.isEmpty()) {
                throw Refusal.fieldsMissing(List.of("idProperty"));
            }
            var key = writer.key("update/upsert", property);
            var id = Body.required(input, "id");
            if (id.isBlank()) {
                throw Refusal.fieldsMissing(List.of("id"));
            }
            targets.add(new Target(
                    key,
                    id,
                    Body.properties(input),
                    Body.text(input, "objectWriteTraceId").orElse(null)));
        }
        refuseDuplicates(targets.stream()
                .map(target -> portal.rules().lookup(target.key(), target.id()))
                .toList());
        return targets;
    }

    /**
     * Every row with a trace id of its own: the good ones are written, the bad ones listed. Else one bad row refuses all
     * of them and nothing is written, which is also so for upserts by e-mail, where HubSpot supports nothing partial.
     */
    private Answer perform(List<Row> rows, int status, boolean neverPartial) {
        var traced = !neverPartial
                && rows.stream().map(Row::traceId).distinct().count() == rows.size()
                && rows.stream().allMatch(row -> row.traceId() != null);
        var answer = new BatchAnswer(portal.clock().millis());
        portal.locked(() -> {
            var all = new ContactWrites(portal);
            for (var row : rows) {
                var writes = traced ? new ContactWrites(portal) : all;
                try {
                    answer.result(traceable(row, row.deed().perform(writes)));
                    if (traced) {
                        writes.commit();
                    }
                } catch (Refusal refusal) {
                    writes.rollback();
                    if (!traced) {
                        throw refusal;
                    }
                    answer.error(refusal.entry(row.traceId()));
                }
            }
            all.commit();
        });
        return answer.answer(status, portal.clock().millis(), portal.random());
    }

    private ObjectNode traceable(Row row, ObjectNode result) {
        var traceId = row.traceId();
        return traceId != null && portal.settings().traceIdsInResults
                ? result.put("objectWriteTraceId", traceId)
                : result;
    }

    private static void refuseDuplicates(List<String> ids) {
        var seen = new HashSet<String>();
        var twice = new LinkedHashSet<String>();
        for (var id : ids) {
            if (!seen.add(id)) {
                twice.add(id);
            }
        }
        if (!twice.isEmpty()) {
            throw Refusal.invalid("Duplicate IDs found in batch input: [%s]. IDs must be unique"
                            .formatted(String.join(", ", twice)))
                    .context("ids", List.copyOf(twice));
        }
    }

    private static Refusal notFound(List<String> ids) {
        return Refusal.of(
                        404,
                        "Could not get some CONTACT objects, they may be deleted or not exist. Check that ids are valid.",
                        Refusal.OBJECT_NOT_FOUND)
                .context("ids", ids);
    }
}
