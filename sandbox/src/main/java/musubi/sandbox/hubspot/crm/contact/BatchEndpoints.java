package musubi.sandbox.hubspot.crm.contact;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import musubi.sandbox.http.Answer;
import musubi.sandbox.hubspot.ReadFlaw;
import musubi.sandbox.hubspot.api.BatchAnswer;
import musubi.sandbox.hubspot.api.Body;
import musubi.sandbox.hubspot.api.Call;
import musubi.sandbox.hubspot.api.ObjectType;
import musubi.sandbox.hubspot.api.Refusal;
import musubi.sandbox.hubspot.crm.record.StoredProperty;
import musubi.sandbox.hubspot.crm.record.StoredRecord;
import musubi.sandbox.hubspot.crm.store.BatchOperation;
import musubi.sandbox.hubspot.crm.store.ContactWrites;
import musubi.sandbox.hubspot.crm.store.PortalState;
import org.jspecify.annotations.Nullable;

/** The batch calls of contacts. */
public final class BatchEndpoints {

    private record Target(
            StoredProperty key,
            String id,
            Map<String, String> values,
            @Nullable String traceId) {}

    private final PortalState portal;
    private final ContactWriter writer;

    public BatchEndpoints(PortalState portal, String version) {
        this.portal = portal;
        this.writer = new ContactWriter(portal, version);
    }

    public Answer read(Call call) {
        var body = Body.of(call.request());
        var inputs = Body.inputs(body);
        var names = Body.texts(body, "properties");
        var key = writer.key("read", Body.text(body, "idProperty").filter(name -> !name.equals("hs_object_id")));
        var ids = inputs.stream().map(input -> Body.required(input, "id")).toList();
        BatchOperation.refuseDuplicates(
                ids.stream().map(id -> portal.rules().lookup(key, id)).toList());
        var answer = new BatchAnswer(portal.clock().millis());
        var missing = new ArrayList<String>();
        var flaws = portal.settings().readFlaws;
        var flaw = flaws.of(ids);
        var archived = call.flag("archived");
        portal.locked(() -> {
            var seen = new HashSet<StoredRecord>();
            for (var id : ids) {
                if (flaw.isPresent() && flaws.hits(id)) {
                    flawed(flaw.get(), id, answer);
                    continue;
                }
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
            answer.error(BatchOperation.notFound(ObjectType.CONTACT, missing).entry(null));
        }
        return answer.answer(200, portal.clock().millis(), portal.random());
    }

    private static void flawed(ReadFlaw flaw, String id, BatchAnswer answer) {
        switch (flaw) {
            case LEFT_OUT -> {}
            case INTERNAL_ERROR ->
                answer.error(Refusal.of(500, "There was a problem with the request.", "INTERNAL_ERROR")
                        .context("ids", List.of(id))
                        .entry(null));
        }
    }

    public Answer create(Call call) {
        var rows = new ArrayList<BatchOperation<ContactWrites>>();
        for (var input : Body.inputs(Body.of(call.request()))) {
            var values = Body.properties(input);
            var traceId = Body.text(input, "objectWriteTraceId").orElse(null);
            rows.add(new BatchOperation<ContactWrites>(
                    traceId,
                    writes -> portal.json().stored(writer.create(writes, values).current())));
        }
        return BatchOperation.perform(portal, () -> new ContactWrites(portal), rows, 201, false);
    }

    public Answer update(Call call) {
        var targets = targets(call, false);
        var rows = targets.stream()
                .map(target -> new BatchOperation<ContactWrites>(target.traceId(), writes -> {
                    var record = writer.find(target.key(), target.id())
                            .orElseThrow(() -> BatchOperation.notFound(ObjectType.CONTACT, List.of(target.id())));
                    return portal.json()
                            .stored(writer.update(writes, record, target.values())
                                    .current());
                }))
                .toList();
        return BatchOperation.perform(portal, () -> new ContactWrites(portal), rows, 200, false);
    }

    public Answer upsert(Call call) {
        var targets = targets(call, true);
        var byEmail = targets.stream().anyMatch(target -> target.key().isEmail());
        var rows = targets.stream()
                .map(target -> new BatchOperation<ContactWrites>(target.traceId(), writes -> {
                    var found = writer.find(target.key(), target.id());
                    var record = writer.upsert(writes, target.key(), target.id(), found, target.values());
                    return portal.json().stored(record.current()).put("new", found.isEmpty());
                }))
                .toList();
        return BatchOperation.perform(portal, () -> new ContactWrites(portal), rows, 200, byEmail);
    }

    public Answer archive(Call call) {
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
        BatchOperation.refuseDuplicates(targets.stream()
                .map(target -> portal.rules().lookup(target.key(), target.id()))
                .toList());
        return targets;
    }
}
