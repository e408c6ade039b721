package musubi.sandbox.hubspot;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import musubi.sandbox.http.SettableClock;

/** A stand-in with one portal that has the LINE properties, and a caller. */
public final class PortalWorld implements AutoCloseable {

    public final SettableClock clock = new SettableClock(Instant.parse("2026-11-24T03:00:00Z"));
    public final HubSpotStandIn hubSpot = HubSpotStandIn.start(0, clock, 7);
    public final Portal portal = hubSpot.addPortal(PortalOptions.defaults());
    public final HubSpotClient client = new HubSpotClient(hubSpot, portal);

    public PortalWorld() {
        portal.searchLag(Duration.ZERO);
        portal.addProperty(PropertyDefinition.custom("line_user_id", "LINE User ID", "string", "text", "line")
                .unique());
        portal.addProperty(custom("line_user_name", "string", "text"));
        portal.addProperty(custom("line_id_sync_date", "date", "date"));
        portal.addProperty(custom("line_follow_updated_at", "datetime", "date"));
        portal.addProperty(custom("line_score", "number", "number"));
        portal.addProperty(custom("line_follow", "enumeration", "select")
                .options(List.of(new PropertyOption("Yes", "YES"), new PropertyOption("No", "NO"))));
        portal.addProperty(custom("line_likes", "enumeration", "checkbox")
                .options(List.of(new PropertyOption("Tea", "tea"), new PropertyOption("Rice", "rice"))));
        portal.addProperty(custom("line_flag", "bool", "booleancheckbox"));
    }

    private static PropertyDefinition custom(String name, String type, String fieldType) {
        return PropertyDefinition.custom(name, name, type, fieldType, "line");
    }

    @Override
    public void close() {
        hubSpot.close();
    }
}
