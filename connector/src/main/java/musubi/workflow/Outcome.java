package musubi.workflow;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What came of an execution.
 *
 * @param reason empty where the status says it all
 * @param sentAt only of {@link ExecutionStatus#SENT}
 */
public record Outcome(ExecutionStatus status, Optional<ExecutionReason> reason, Optional<Instant> sentAt) {

    /** It is not sent, for that reason. */
    public static Outcome of(ExecutionReason reason) {
        return new Outcome(reason.status(), Optional.of(reason), Optional.empty());
    }

    /** It is not sent, for what the status says. */
    public static Outcome of(ExecutionStatus status) {
        return new Outcome(status, Optional.empty(), Optional.empty());
    }

    /** By the names of the action's output fields; {@code sentAt} in milliseconds, as HubSpot has times. */
    public Map<String, String> outputs() {
        var outputs = new LinkedHashMap<String, String>();
        outputs.put("status", status.name());
        reason.ifPresent(why -> outputs.put("reason", why.name()));
        sentAt.ifPresent(at -> outputs.put("sentAt", String.valueOf(at.toEpochMilli())));
        return outputs;
    }
}
