package musubi.delivery;

import java.time.Instant;
import musubi.line.LineFailure;

/**
 * That a delivery waits for LINE, and goes on by itself.
 *
 * @param code what LINE's last call failed with
 */
public record Waiting(LineFailure.Code code, Instant since) {}
