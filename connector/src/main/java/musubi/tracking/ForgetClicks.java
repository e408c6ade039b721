package musubi.tracking;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import musubi.system.DurableJobs;
import org.springframework.stereotype.Component;

/** Deletes who clicked, and who is estimated to have opened, once that is older than it is kept. The counts stay. */
@Component
class ForgetClicks {

    private static final Duration PAUSE = Duration.ofMinutes(10);

    private final ClickRepository repository;
    private final OpenRepository opens;
    private final Duration retention;
    private final Clock clock;

    ForgetClicks(
            ClickRepository repository,
            OpenRepository opens,
            TrackingSettings settings,
            Clock clock,
            DurableJobs jobs) {
        this.repository = repository;
        this.opens = opens;
        this.retention = settings.clickRetention();
        this.clock = clock;
        jobs.every(PAUSE, "forget-clicks", this::forget);
    }

    void forget() {
        var before = clock.instant().minus(retention);
        while (repository.forgetPeople(before)) {
            // the next ones
        }
        while (opens.forgetPeople(LocalDate.ofInstant(before, ZoneOffset.UTC))) {
            // the next ones
        }
    }
}
