package musubi.alert;

import java.util.Optional;
import java.util.UUID;

/**
 * An alert that has to be sent to one receiver.
 *
 * @param personId receives it by e-mail; empty: the connection's webhook
 * @param attempts up to now
 */
record AlertDelivery(long id, Optional<UUID> personId, Alert alert, int attempts) {}
