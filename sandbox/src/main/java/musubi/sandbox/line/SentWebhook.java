package musubi.sandbox.line;

import java.time.Instant;
import java.util.List;

/**
 * A webhook request that was made.
 *
 * @param at when
 * @param events the types of its events, {@code follow} for one
 * @param userIds whose events they are, each once
 * @param outcome how it went
 */
public record SentWebhook(Instant at, List<String> events, List<String> userIds, Outcome outcome) {}
