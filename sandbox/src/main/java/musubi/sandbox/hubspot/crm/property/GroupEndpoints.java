package musubi.sandbox.hubspot.crm.property;

import java.util.ArrayList;
import java.util.List;
import musubi.sandbox.http.Answer;
import musubi.sandbox.http.Json;
import musubi.sandbox.hubspot.api.Body;
import musubi.sandbox.hubspot.api.Call;
import musubi.sandbox.hubspot.api.Refusal;
import musubi.sandbox.hubspot.crm.store.PortalState;
import tools.jackson.databind.node.ObjectNode;

/** The calls for property groups. */
public final class GroupEndpoints {

    private final PortalState portal;

    public GroupEndpoints(PortalState portal) {
        this.portal = portal;
    }

    public Answer list() {
        var body = Json.object();
        var results = body.putArray("results");
        portal.schema().groups().forEach((name, label) -> results.add(written(name, label)));
        return Answer.json(200, body);
    }

    public Answer create(Call call) {
        var body = Body.of(call.request());
        var missing = new ArrayList<String>();
        for (var field : List.of("name", "label")) {
            if (Body.text(body, field).isEmpty()) {
                missing.add(field);
            }
        }
        if (!missing.isEmpty()) {
            throw Refusal.fieldsMissing(missing);
        }
        var name = Body.required(body, "name");
        var label = Body.required(body, "label");
        portal.locked(() -> {
            if (portal.schema().groups().containsKey(name)) {
                throw PropertyRequest.exists("Property group %s already exists".formatted(name), portal);
            }
            portal.schema().group(name, label);
        });
        return Answer.json(201, written(name, label));
    }

    public Answer get(Call call) {
        var name = call.route().argument();
        var label = portal.schema().groups().get(name);
        if (label == null) {
            throw Refusal.of(404, "Property group %s does not exist".formatted(name), Refusal.OBJECT_NOT_FOUND);
        }
        return Answer.json(200, written(name, label));
    }

    private static ObjectNode written(String name, String label) {
        return Json.object()
                .put("name", name)
                .put("label", label)
                .put("displayOrder", -1)
                .put("archived", false);
    }
}
