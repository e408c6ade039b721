package musubi.delivery;

import java.time.Instant;

/**
 * That a delivery is paused.
 *
 * @param detail in the platform's words, without anything of a person; may be blank
 */
public record Pause(PauseReason reason, String detail, Instant since) {}
