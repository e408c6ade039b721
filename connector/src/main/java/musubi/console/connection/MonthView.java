package musubi.console.connection;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import musubi.connection.sending.SendingOptions;
import musubi.delivery.days.SentDay;
import musubi.line.MessageQuota;
import org.springframework.context.MessageSourceResolvable;

/**
 * The messages of this month, and those of the newest days.
 *
 * @param quota empty where LINE does not say
 * @param trouble why LINE does not say
 * @param days the newest first
 * @param asOf when LINE was asked
 */
record MonthView(
        Optional<MessageQuota> quota,
        Optional<MessageSourceResolvable> trouble,
        SendingOptions sending,
        List<SentDay> days,
        ZonedDateTime asOf) {

    /** Messages sent, by any tool. */
    public long used() {
        return quota.map(MessageQuota::used).orElse(0L);
    }

    /** Of the plan; empty: there is no limit. */
    public Optional<Long> limit() {
        return quota.map(MessageQuota::limit).filter(OptionalLong::isPresent).map(OptionalLong::getAsLong);
    }

    /** What broadcasts leave for others. */
    public long reserve() {
        return sending.quotaReserve();
    }

    /** What broadcasts may still use; empty without a limit. */
    public Optional<Long> left() {
        return limit().map(all -> Math.max(0, all - used() - reserve()));
    }

    /** Whether the month has no message left for broadcasts. */
    public boolean isUsedUp() {
        return left().filter(messages -> messages == 0).isPresent();
    }

    /** How far the month's messages are used, in percent. */
    public long percent() {
        return limit().filter(all -> all > 0)
                .map(all -> Math.min(100, 100 * used() / all))
                .orElse(0L);
    }

    /** What those that were sent cost, where the price is set. */
    public Optional<String> cost() {
        return quota.flatMap(known -> sending.cost(known.used())).map(MonthView::amount);
    }

    private static String amount(BigDecimal cost) {
        return new DecimalFormat("#,##0.####", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(cost);
    }
}
