package musubi.console.broadcasts;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import musubi.broadcast.BroadcastProblem;
import musubi.broadcast.Outlook;
import org.springframework.context.MessageSourceResolvable;

/**
 * What sending a broadcast now would mean, on a page.
 *
 * @param needed messages, at most: people of its lists; empty where HubSpot does not say
 * @param limit of the month; empty: there is none, or LINE does not say
 * @param used of the month; empty where LINE does not say
 * @param left for broadcasts; empty: no limit, or LINE does not say
 * @param reserve of the month, which broadcasts leave alone
 * @param cost at most, of all who can get it, in the currency of the account's plan; empty where the price or the number is not known
 */
record OutlookView(
        Optional<Long> needed,
        Optional<Long> limit,
        Optional<Long> used,
        Optional<Long> left,
        long reserve,
        Optional<String> cost,
        boolean sendable,
        List<Words> wrong,
        List<Words> warnings) {

    /**
     * A problem in words: the texts of the message bundles.
     *
     * @param field where in the message; empty where the words say it
     */
    record Words(String field, MessageSourceResolvable title, MessageSourceResolvable detail) {

        private static final Pattern VARIANT = Pattern.compile("\\bvariants\\[(\\d+)]");
        private static final Pattern BUBBLE = Pattern.compile("\\bbubbles\\[(\\d+)]");

        /** The number of the variant, from 1; 0: there is one message for all. */
        public int variant() {
            return number(VARIANT);
        }

        /** The number of the bubble, from 1; 0: it is about the whole message. */
        public int bubble() {
            return number(BUBBLE);
        }

        private int number(Pattern pattern) {
            var found = pattern.matcher(field);
            return found.find() ? 1 + Integer.parseInt(found.group(1)) : 0;
        }

        static List<Words> of(List<BroadcastProblem> problems, boolean warnings) {
            return problems.stream()
                    .filter(problem -> problem.isWarning() == warnings)
                    .map(problem -> new Words(
                            problem.ofMessage().isPresent() ? problem.field() : "", problem.title(), problem.detail()))
                    .toList();
        }
    }

    static OutlookView of(Outlook outlook) {
        return new OutlookView(
                known(outlook.listed()),
                outlook.quota().flatMap(quota -> known(quota.limit())),
                outlook.quota().map(quota -> quota.used()),
                known(outlook.left()),
                outlook.reserve(),
                cost(outlook).map(OutlookView::amount),
                outlook.isSendable(),
                Words.of(outlook.problems(), false),
                Words.of(outlook.problems(), true));
    }

    private static Optional<BigDecimal> cost(Outlook outlook) {
        var reaches = outlook.left().isEmpty()
                || outlook.listed().isEmpty()
                || outlook.left().getAsLong() >= outlook.listed().getAsLong();
        return reaches ? outlook.cost() : outlook.sending().cost(outlook.left().getAsLong());
    }

    private static String amount(BigDecimal cost) {
        return new DecimalFormat("#,##0.####", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(cost);
    }

    private static Optional<Long> known(OptionalLong number) {
        return number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty();
    }

    /** Whether there are too few messages for all. */
    public boolean tooFew() {
        return needed.isPresent() && left.isPresent() && left.get() < needed.get();
    }

    /** Whether as many as there are messages can get it. */
    public boolean forSome() {
        return tooFew() && left.get() > 0;
    }

    /** How far the month's messages are used, in percent. */
    public long percent() {
        return limit.filter(all -> all > 0)
                .map(all -> Math.min(100, 100 * used.orElse(0L) / all))
                .orElse(0L);
    }
}
