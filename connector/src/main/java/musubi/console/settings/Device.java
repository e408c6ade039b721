package musubi.console.settings;

import java.time.ZonedDateTime;
import java.util.UUID;
import musubi.console.layout.Layout;
import musubi.user.Sessions;

/** A session on a page: the browser and system somebody is signed in with. */
record Device(UUID id, String name, ZonedDateTime since, ZonedDateTime seenAt, boolean own) {

    static Device of(Sessions.Open open, Layout layout) {
        return new Device(
                open.id(),
                open.device(),
                open.since().atZone(layout.zone()),
                open.seenAt().atZone(layout.zone()),
                open.own());
    }
}
