package musubi.delivery;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A delivery of messages to many people.
 *
 * @param pause while it is {@link DeliveryState#PAUSED}
 * @param waiting while calls of LINE, or of HubSpot when it is prepared, fail for a while
 * @param held what is not made before it is chosen what it says
 * @param startedAt when the first call was made possible
 * @param endedAt when it became {@link DeliveryState#DONE} or {@link DeliveryState#CANCELLED}
 */
public record Delivery(
        UUID id,
        UUID connectionId,
        DeliveryPurpose purpose,
        SendMethod method,
        DeliveryState state,
        DeliveryCounts counts,
        Optional<Pause> pause,
        Optional<Waiting.ForPlatform> waiting,
        Held held,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt) {}
