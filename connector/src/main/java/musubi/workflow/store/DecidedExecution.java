package musubi.workflow.store;

import java.time.Instant;
import java.util.UUID;
import musubi.workflow.Outcome;

/**
 * An execution that HubSpot is to be told of.
 *
 * @param attempts how often HubSpot did not know it
 */
public record DecidedExecution(UUID id, String callbackId, Outcome outcome, int attempts, Instant expiresAt) {}
