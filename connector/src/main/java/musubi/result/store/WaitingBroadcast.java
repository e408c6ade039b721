package musubi.result.store;

import java.time.Instant;
import java.util.UUID;

/**
 * A broadcast of which people are still to be written.
 *
 * @param sentAt what contacts say; of two broadcasts of a connection the newer one has the later one
 * @param notesOfClicks whether its notes are about opening a link, and not about getting it
 * @param isNewest whether no contact was written for a newer one
 */
public record WaitingBroadcast(UUID id, UUID connectionId, Instant sentAt, boolean notesOfClicks, boolean isNewest) {}
