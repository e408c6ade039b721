package musubi.console.broadcasts;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import musubi.broadcast.Broadcast;
import musubi.broadcast.BroadcastState;
import musubi.broadcast.Tracking;
import musubi.broadcast.report.BroadcastReport.VariantResult;
import musubi.broadcast.report.Proportion;
import musubi.broadcast.winner.Winner;

/**
 * Which variant the remainder of a broadcast gets, on its page.
 *
 * @param key of the sentence that says how far that is
 * @param held people who wait for it
 * @param time when the clicks decide, or it was decided
 * @param name of the variant that was decided on; empty before
 * @param rates what came of the variants until now
 * @param people whether it is known how many people clicked
 * @param choosable whether a person can decide now
 */
record WinnerView(
        String key,
        long held,
        Optional<ZonedDateTime> time,
        String name,
        List<Rate> rates,
        boolean people,
        boolean choosable) {

    private static final String KEY = "broadcasts.winner.";

    /**
     * A variant.
     *
     * @param clicked of the people who got it
     */
    record Rate(String name, Proportion clicked, long clicks) {

        private static final double PERCENT = 100;

        /** In percent; where it is, and probably is. Empty of nobody. */
        public List<Double> numbers() {
            var interval = clicked.interval();
            return clicked.of() == 0
                    ? List.of()
                    : List.of(PERCENT * clicked.share(), PERCENT * interval.low(), PERCENT * interval.high());
        }
    }

    /** Empty while nobody is prepared for it, and where nobody waited. */
    static Optional<WinnerView> of(Broadcast one, List<VariantResult> results, ZoneId zone) {
        return one.winner()
                .filter(winner -> one.startedAt().isPresent()
                        && (winner.held().people() > 0 || winner.decided().isPresent()))
                .map(winner -> new WinnerView(
                        key(winner),
                        winner.held().people(),
                        winner.decided()
                                .map(Winner.Decided::at)
                                .or(winner::decidesAt)
                                .map(at -> at.atZone(zone)),
                        winner.decided()
                                .map(decided -> one.content()
                                        .variants()
                                        .get(decided.variant())
                                        .name())
                                .orElse(""),
                        results.stream()
                                .map(each -> new Rate(each.name(), each.clicked(), each.clicks()))
                                .toList(),
                        one.tracking() == Tracking.PERSON,
                        winner.held().people() > 0
                                && (one.state() == BroadcastState.SENDING || one.state() == BroadcastState.PAUSED)));
    }

    private static String key(Winner winner) {
        if (winner.decided().isPresent()) {
            return KEY + "decided." + winner.decided().get().by();
        }
        if (winner.undecided().isPresent()) {
            return KEY + winner.undecided().get();
        }
        return switch (winner.rule().by()) {
            case HAND -> KEY + "hand";
            case CLICK_RATE -> KEY + (winner.decidesAt().isPresent() ? "time" : "before");
        };
    }
}
