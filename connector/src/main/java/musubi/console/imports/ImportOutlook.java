package musubi.console.imports;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import musubi.connection.Connections;
import musubi.line.FollowerCount;
import musubi.line.LineClient;
import musubi.line.LineException;
import musubi.line.LineFailure.Kind;
import org.springframework.stereotype.Component;

/** What LINE tells before its list is imported: whether it gives the list, and how long it is. At most three calls. */
@Component
class ImportOutlook {

    /** LINE's days. */
    private static final ZoneId JAPAN = ZoneId.of("Asia/Tokyo");

    private final Connections connections;
    private final LineClient line;
    private final Clock clock;

    ImportOutlook(Connections connections, LineClient line, Clock clock) {
        this.connections = connections;
        this.line = line;
        this.clock = clock;
    }

    /**
     * The outlook of an import.
     *
     * @param listed false: the account is neither verified nor premium, so that LINE does not give its list
     * @param count the newest number that LINE has; empty when LINE has none or does not respond
     */
    record Outlook(boolean listed, Optional<FollowerCount> count) {}

    Outlook of(UUID connectionId) {
        var channel = connections.lineChannel(connectionId);
        try {
            line.followers(channel, Optional.empty(), 1);
            var yesterday = LocalDate.ofInstant(clock.instant(), JAPAN).minusDays(1);
            // yesterday's number is made in the course of today
            return new Outlook(
                    true,
                    line.followerCount(channel, yesterday)
                            .or(() -> line.followerCount(channel, yesterday.minusDays(1))));
        } catch (LineException failed) {
            return new Outlook(failed.kind() != Kind.FORBIDDEN, Optional.empty());
        }
    }
}
