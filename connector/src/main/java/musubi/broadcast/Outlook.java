package musubi.broadcast;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import musubi.line.MessageQuota;

/**
 * What sending a broadcast now would mean.
 *
 * @param listed people of its lists, by HubSpot's count; empty where HubSpot does not say
 * @param quota empty where LINE does not say
 * @param reserve messages of the month that broadcasts leave alone
 * @param problems all of them, warnings too
 */
public record Outlook(
        OptionalLong listed, Optional<MessageQuota> quota, long reserve, List<BroadcastProblem> problems) {

    public Outlook {
        problems = List.copyOf(problems);
    }

    /** Messages that broadcasts may still use this month; empty without a limit, or where LINE does not say. */
    public OptionalLong left() {
        if (quota.isEmpty() || quota.get().limit().isEmpty()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(
                Math.max(0, quota.get().limit().getAsLong() - quota.get().used() - reserve));
    }

    /** Whether it can be sent. */
    public boolean isSendable() {
        return problems.stream().allMatch(BroadcastProblem::isWarning);
    }
}
