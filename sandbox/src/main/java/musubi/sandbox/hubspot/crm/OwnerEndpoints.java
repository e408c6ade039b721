package musubi.sandbox.hubspot.crm;

import musubi.sandbox.http.Answer;
import musubi.sandbox.http.Json;
import musubi.sandbox.hubspot.Owner;
import musubi.sandbox.hubspot.api.Body;
import musubi.sandbox.hubspot.api.Call;
import musubi.sandbox.hubspot.api.Refusal;
import musubi.sandbox.hubspot.crm.store.PortalState;
import tools.jackson.databind.node.ObjectNode;

/** The owners, which the API can only read. */
final class OwnerEndpoints {

    private static final int MAX_PAGE = 500;

    private final PortalState portal;

    OwnerEndpoints(PortalState portal) {
        this.portal = portal;
    }

    /** 100 a page by default; {@code email} filters by the exact address, ignoring case. */
    Answer list(Call call) {
        var limit = Body.number(call.parameter("limit"), "limit", 100, MAX_PAGE);
        var after = Body.number(call.parameter("after"), "after", 0, Integer.MAX_VALUE);
        var email = call.parameter("email");
        var archived = call.flag("archived");
        var found = portal.owners().all().stream()
                .filter(owner -> owner.archived() == archived && owner.id() > after)
                .filter(owner -> email == null || owner.email().equalsIgnoreCase(email))
                .toList();
        var body = Json.object();
        var results = body.putArray("results");
        found.stream().limit(limit).forEach(owner -> results.add(written(owner, archived)));
        if (found.size() > limit && limit > 0) {
            var last = Long.toString(found.get(limit - 1).id());
            var next = body.putObject("paging").putObject("next");
            next.put("after", last).put("link", call.request().path() + "?after=" + last);
        }
        return Answer.json(200, body);
    }

    /** One by its id, or with {@code idProperty=userId} by the user's. */
    Answer get(Call call) {
        var archived = call.flag("archived");
        var byUser = "userId".equals(call.parameter("idProperty"));
        var id = call.route().argument();
        return portal.owners().all().stream()
                .filter(owner -> owner.archived() == archived)
                .filter(owner -> id.equals("" + (byUser ? owner.userId() : owner.id())))
                .findFirst()
                .map(owner -> Answer.json(200, written(owner, archived)))
                .orElseThrow(Refusal::noSuchRecord);
    }

    /** An archived owner has no {@code userId} any more, only {@code userIdIncludingInactive}. */
    private static ObjectNode written(Owner owner, boolean archived) {
        var row = Json.object()
                .put("id", "" + owner.id())
                .put("email", owner.email())
                .put("type", "PERSON")
                .put("firstName", owner.firstName())
                .put("lastName", owner.lastName());
        if (archived) {
            row.putNull("userId");
        } else {
            row.put("userId", owner.userId());
        }
        return row.put("userIdIncludingInactive", owner.userId())
                .put("createdAt", owner.createdAt().toString())
                .put("updatedAt", owner.updatedAt().toString())
                .put("archived", owner.archived());
    }
}
