package musubi.console.imports;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import musubi.connection.Connections;
import musubi.line.FollowerCount;
import musubi.line.LineChannel;
import musubi.line.LineClient;
import musubi.line.LineException;
import musubi.line.LineFailure;
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

    /** What LINE answered. */
    enum State {
        COUNTED,
        /** It gives the list, but has no number yet, or does not tell it now. */
        UNCOUNTED,
        /** The account is neither verified nor premium: LINE does not give its list. */
        UNLISTED,
        /** It did not answer, or does not accept the channel. */
        AWAY
    }

    /**
     * The outlook of an import.
     *
     * @param count the newest number that LINE has; there when counted
     * @param failure there when away
     */
    record Outlook(State state, Optional<FollowerCount> count, Optional<LineFailure> failure) {

        /** Whether an import may be started. While LINE is away it waits for it. */
        public boolean startable() {
            return state != State.UNLISTED;
        }
    }

    Outlook of(UUID connectionId) {
        try {
            var channel = connections.lineChannel(connectionId);
            line.followers(channel, Optional.empty(), 1);
            var count = count(channel);
            return new Outlook(count.isPresent() ? State.COUNTED : State.UNCOUNTED, count, Optional.empty());
        } catch (LineException failed) {
            return failed.kind() == Kind.FORBIDDEN
                    ? new Outlook(State.UNLISTED, Optional.empty(), Optional.empty())
                    : new Outlook(State.AWAY, Optional.empty(), Optional.of(failed.failure()));
        }
    }

    /** Yesterday's number is made in the course of today. */
    private Optional<FollowerCount> count(LineChannel channel) {
        var yesterday = LocalDate.ofInstant(clock.instant(), JAPAN).minusDays(1);
        try {
            return line.followerCount(channel, yesterday).or(() -> line.followerCount(channel, yesterday.minusDays(1)));
        } catch (LineException ignored) {
            return Optional.empty();
        }
    }
}
