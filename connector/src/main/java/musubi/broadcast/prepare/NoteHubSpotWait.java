package musubi.broadcast.prepare;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import musubi.broadcast.Broadcast.HubSpotWait;
import musubi.broadcast.audience.CallWatch;
import musubi.broadcast.store.HubSpotWaits;
import musubi.hubspot.HubSpotException.Kind;
import org.jspecify.annotations.Nullable;

/** Notes that a broadcast waits for HubSpot, once its calls have failed for some seconds: a single one may be a hiccup. One thread at a time. */
final class NoteHubSpotWait implements CallWatch {

    private static final Duration NOTED_AFTER = Duration.ofSeconds(3);

    private final HubSpotWaits waits;
    private final UUID id;
    private final Clock clock;
    private @Nullable Instant since;
    private Optional<Kind> noted;

    NoteHubSpotWait(HubSpotWaits waits, UUID id, Clock clock) {
        this.waits = waits;
        this.id = id;
        this.clock = clock;
        this.noted = waits.of(id).map(HubSpotWait::kind);
    }

    @Override
    public void failed(Kind kind) {
        var now = clock.instant();
        if (since == null) {
            since = now;
        }
        if (!noted.equals(Optional.of(kind)) && !now.isBefore(since.plus(NOTED_AFTER))) {
            note(kind, since);
        }
    }

    /** Nothing is tried for now. */
    void gaveUp(Kind kind) {
        if (!noted.equals(Optional.of(kind))) {
            note(kind, since == null ? clock.instant() : since);
        }
    }

    private void note(Kind kind, Instant from) {
        waits.note(id, kind, from);
        noted = Optional.of(kind);
    }

    @Override
    public void succeeded() {
        since = null;
        if (noted.isPresent()) {
            waits.end(id);
            noted = Optional.empty();
        }
    }
}
