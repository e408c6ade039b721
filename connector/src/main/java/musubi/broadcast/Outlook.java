package musubi.broadcast;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import musubi.connection.sending.SendingOptions;
import musubi.line.MessageQuota;

/**
 * What sending a broadcast now would mean.
 *
 * @param listed people of its lists, by HubSpot's count; empty where HubSpot does not say
 * @param quota empty where LINE does not say
 * @param sending the connection's reserve and price
 * @param problems all of them, warnings too
 */
public record Outlook(
        OptionalLong listed, Optional<MessageQuota> quota, SendingOptions sending, List<BroadcastProblem> problems) {

    public Outlook {
        problems = List.copyOf(problems);
    }

    /** Messages that broadcasts may still use this month; empty without a limit, or where LINE does not say. */
    public OptionalLong left() {
        if (quota.isEmpty() || quota.get().limit().isEmpty()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(
                Math.max(0, quota.get().limit().getAsLong() - quota.get().used() - reserve()));
    }

    /** Messages of the month that broadcasts leave for others. */
    public long reserve() {
        return sending.quotaReserve();
    }

    /** What it costs at most, in the currency of the account's plan; empty where the price or the number of people is not known. */
    public Optional<BigDecimal> cost() {
        return listed.isEmpty() ? Optional.empty() : sending.cost(listed.getAsLong());
    }

    /** Whether it can be sent. */
    public boolean isSendable() {
        return problems.stream().allMatch(BroadcastProblem::isWarning);
    }
}
