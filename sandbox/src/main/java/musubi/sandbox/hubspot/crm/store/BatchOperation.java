package musubi.sandbox.hubspot.crm.store;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import musubi.sandbox.http.Answer;
import musubi.sandbox.hubspot.api.BatchAnswer;
import musubi.sandbox.hubspot.api.ObjectType;
import musubi.sandbox.hubspot.api.Refusal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One row of a batch of writes.
 *
 * @param traceId the row's trace id, if it has one
 * @param action writes the row and returns its result, or throws a {@link Refusal}
 */
public record BatchOperation<W extends Writes>(@Nullable String traceId, Function<W, ObjectNode> action) {

    /**
     * Performs all rows. When every row has a different trace id, valid rows are written and invalid ones listed as errors.
     * Otherwise, and for upserts by e-mail, one invalid row makes the batch fail and nothing is written; also in a portal that is set so, because the
     * specification of 2026-09 speaks neither of trace ids nor of 207.
     */
    public static <W extends Writes> Answer perform(
            PortalState portal, Supplier<W> begin, List<BatchOperation<W>> rows, int status, boolean neverPartial) {
        var traced = !neverPartial
                && portal.settings().errorsByRow
                && rows.stream().map(BatchOperation::traceId).distinct().count() == rows.size()
                && rows.stream().allMatch(row -> row.traceId() != null);
        var answer = new BatchAnswer(portal.clock().millis());
        portal.locked(() -> {
            var all = begin.get();
            for (var row : rows) {
                var writes = traced ? begin.get() : all;
                try {
                    answer.result(row.traceable(row.action().apply(writes), portal));
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

    /** HubSpot refuses a batch that names a record twice. */
    public static void refuseDuplicates(List<String> ids) {
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

    /** The error for ids of records that do not exist. */
    public static Refusal notFound(ObjectType type, List<String> ids) {
        return Refusal.of(
                        404,
                        "Could not get some %s objects, they may be deleted or not exist. Check that ids are valid."
                                .formatted(type.name()),
                        Refusal.OBJECT_NOT_FOUND)
                .context("ids", ids);
    }

    private ObjectNode traceable(ObjectNode result, PortalState portal) {
        return traceId != null && portal.settings().traceIdsInResults
                ? result.put("objectWriteTraceId", traceId)
                : result;
    }
}
