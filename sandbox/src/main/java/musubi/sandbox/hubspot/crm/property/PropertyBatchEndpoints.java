package musubi.sandbox.hubspot.crm.property;

import java.util.ArrayList;
import java.util.List;
import musubi.sandbox.http.Answer;
import musubi.sandbox.hubspot.api.BatchAnswer;
import musubi.sandbox.hubspot.api.Body;
import musubi.sandbox.hubspot.api.Call;
import musubi.sandbox.hubspot.api.Refusal;
import musubi.sandbox.hubspot.crm.store.PortalState;

/** The batch calls of property definitions. */
public final class PropertyBatchEndpoints {

    private final PortalState portal;
    private final PropertyEndpoints single;

    public PropertyBatchEndpoints(PortalState portal) {
        this.portal = portal;
        this.single = new PropertyEndpoints(portal);
    }

    public Answer create(Call call) {
        var wanted = Body.inputs(Body.of(call.request())).stream()
                .map(PropertyRequest::parse)
                .toList();
        var answer = new BatchAnswer(portal.clock().millis());
        portal.locked(() -> {
            for (var definition : wanted) {
                try {
                    single.add(definition);
                    answer.result(PropertyEndpoints.written(definition));
                } catch (Refusal refusal) {
                    answer.error(refusal.entry(null));
                }
            }
        });
        return answer.answer(201, portal.clock().millis(), portal.random());
    }

    public Answer read(Call call) {
        var answer = new BatchAnswer(portal.clock().millis());
        var missing = new ArrayList<String>();
        for (var name : names(call)) {
            var property = portal.schema().find(name);
            if (property == null) {
                missing.add(name);
            } else {
                answer.result(PropertyEndpoints.written(property.definition()));
            }
        }
        if (!missing.isEmpty()) {
            answer.error(Refusal.of(404, "Some properties do not exist", Refusal.OBJECT_NOT_FOUND)
                    .context("name", missing)
                    .entry(null));
        }
        return answer.answer(200, portal.clock().millis(), portal.random());
    }

    public Answer archive(Call call) {
        var names = names(call);
        portal.locked(() -> {
            var all = names.stream().map(single::find).toList();
            all.forEach(PropertyEndpoints::refuseHubSpots);
            all.forEach(property -> portal.schema().remove(property.name()));
        });
        return Answer.empty(204);
    }

    private static List<String> names(Call call) {
        return Body.inputs(Body.of(call.request())).stream()
                .map(input -> Body.required(input, "name"))
                .toList();
    }
}
