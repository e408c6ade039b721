package musubi.delivery.send;

import java.time.Clock;
import java.time.Duration;
import musubi.delivery.store.DeliveryRepository;
import musubi.system.DurableJobs;
import org.springframework.stereotype.Component;

/**
 * Messages of which nobody knows whether LINE accepted them wait for a person for 30 days. Then who they were for is deleted; their number
 * stays.
 */
@Component
final class ForgetUncertain {

    private static final Duration RETENTION = Duration.ofDays(30);
    private static final Duration PAUSE = Duration.ofHours(6);

    ForgetUncertain(DeliveryRepository deliveries, Clock clock, DurableJobs jobs) {
        jobs.every(
                PAUSE,
                "uncertain-messages",
                () -> deliveries.forgetUncertain(clock.instant().minus(RETENTION)));
    }
}
