package musubi.sandbox.hubspot.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import musubi.sandbox.http.Answer;
import musubi.sandbox.http.Json;
import tools.jackson.databind.node.ObjectNode;

/** Collects the results and errors of a batch. */
public final class BatchAnswer {

    private final List<ObjectNode> results = new ArrayList<>();
    private final List<ObjectNode> errors = new ArrayList<>();
    private final long startedAt;

    public BatchAnswer(long startedAt) {
        this.startedAt = startedAt;
    }

    public void result(ObjectNode row) {
        results.add(row);
    }

    public void error(ObjectNode entry) {
        errors.add(entry);
    }

    /**
     * The answer: 207 when there are errors.
     *
     * @param status when there are no errors
     * @param random shuffles the results: HubSpot does not keep the order of the inputs
     */
    public Answer answer(int status, long now, Random random) {
        synchronized (random) {
            Collections.shuffle(results, random);
        }
        var body = Json.object().put("status", "COMPLETE");
        body.putArray("results").addAll(results);
        body.put("startedAt", Timestamps.iso(startedAt)).put("completedAt", Timestamps.iso(now));
        if (errors.isEmpty()) {
            return Answer.json(status, body);
        }
        body.put("numErrors", errors.size());
        body.putArray("errors").addAll(errors);
        return Answer.json(207, body);
    }
}
