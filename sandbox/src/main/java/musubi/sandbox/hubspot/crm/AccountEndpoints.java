package musubi.sandbox.hubspot.crm;

import musubi.sandbox.http.Answer;
import musubi.sandbox.http.Json;
import musubi.sandbox.hubspot.crm.record.Schema;
import musubi.sandbox.hubspot.crm.store.PortalState;

/** Account details, and the usage of the limit of custom properties. */
final class AccountEndpoints {

    private final PortalState portal;

    AccountEndpoints(PortalState portal) {
        this.portal = portal;
    }

    Answer details() {
        var zone = portal.settings().timeZone;
        var offset = zone.getRules().getOffset(portal.clock().instant());
        var body = Json.object()
                .put("portalId", portal.id())
                .put("accountType", "STANDARD")
                .put("timeZone", zone.getId())
                .put("companyCurrency", portal.settings().currency);
        body.putArray("additionalCurrencies");
        body.put("utcOffset", offset.getTotalSeconds() == 0 ? "+00:00" : offset.getId())
                .put("utcOffsetMilliseconds", offset.getTotalSeconds() * 1_000L)
                .put("uiDomain", "app.hubspot.com")
                .put("dataHostingLocation", "na1");
        return Answer.json(200, body);
    }

    Answer customProperties() {
        var used = portal.schema().custom();
        var share = used * 100.0 / Schema.CUSTOM_LIMIT;
        var body = Json.object();
        body.putArray("byObjectType")
                .addObject()
                .put("objectTypeId", "0-1")
                .put("singularLabel", "Contact")
                .put("pluralLabel", "Contacts")
                .put("limit", Schema.CUSTOM_LIMIT)
                .put("usage", used)
                .put("percentage", share);
        body.put("overallLimit", Schema.CUSTOM_LIMIT).put("overallUsage", used).put("overallPercentage", share);
        return Answer.json(200, body);
    }
}
