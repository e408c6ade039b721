package musubi.workflow.send;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import musubi.connection.Connection;
import musubi.connection.sending.SendingOptions.QuietHours;

/** The quiet hours of a connection at one instant. Pure. */
final class QuietTime {

    private QuietTime() {}

    /** When the quiet hours end in which an instant lies; empty when it lies in none. */
    static Optional<Instant> end(Connection connection, Instant now) {
        return connection
                .options()
                .sending()
                .quietHours()
                .filter(hours -> hours.contains(now, connection.timeZone()))
                .map(hours -> end(hours, now, connection.timeZone()));
    }

    /** The next time the clock shows their end, also where it is put ahead or back meanwhile. */
    static Instant end(QuietHours hours, Instant now, ZoneId zone) {
        var here = now.atZone(zone);
        var end = here.with(hours.to());
        return (end.isAfter(here)
                        ? end
                        : here.toLocalDate().plusDays(1).atTime(hours.to()).atZone(zone))
                .toInstant();
    }
}
