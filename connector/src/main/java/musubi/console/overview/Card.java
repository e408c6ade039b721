package musubi.console.overview;

import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import musubi.connection.Connection;
import musubi.console.layout.Plot;
import musubi.friends.Import;
import musubi.link.LinkCounts;
import musubi.sync.outage.Outage;

/**
 * A connection on the overview.
 *
 * @param causes what is wrong, in the reader's language
 * @param callsLeft of HubSpot's daily limit; empty: not known yet
 * @param lastIn when the last event was stored
 * @param lastOut when HubSpot last carried out a write
 * @param failures how many, by reason; the most frequent first
 * @param linksToday counts of all links today
 * @param importToday the newest import, if it runs or is of today
 * @param days added and blocked, 30 days
 * @param hours events that came in, 24 hours
 * @param steps what is left to do; empty: nothing, or not for this person
 */
record Card(
        Glance glance,
        List<String> causes,
        List<Lamp> lamps,
        OptionalInt callsLeft,
        Optional<ZonedDateTime> lastIn,
        Optional<ZonedDateTime> lastOut,
        FriendNumbers.Answer friends,
        Map<String, Long> failures,
        LinkCounts linksToday,
        Optional<Import> importToday,
        Plot days,
        Plot hours,
        List<SetupSteps.Step> steps) {

    /**
     * A connection and how serious its state is.
     *
     * @param gravity 0 is the most serious
     */
    record Ranked(Glance glance, Optional<Outage> outage, int gravity) {

        /** The most serious first, then the oldest. */
        static final Comparator<Ranked> ORDER = Comparator.comparingInt(Ranked::gravity);

        static Ranked of(Glance glance, Optional<Outage> outage) {
            var gravity = switch (glance.mood()) {
                case "lost" -> 0;
                case "waiting" -> 2;
                case "paused" -> 3;
                default -> 4;
            };
            return new Ranked(glance, outage, outage.isPresent() ? Math.min(1, gravity) : gravity);
        }

        Connection connection() {
            return glance.connection();
        }
    }

    /** When the numbers of friends were true. */
    public Optional<ZonedDateTime> friendsAt() {
        return friends.numbers()
                .map(numbers -> numbers.at().atZone(glance.connection().timeZone()));
    }

    /** Of the day that it is now. */
    public long addedToday() {
        return days.chart().rows().getLast().values().getFirst();
    }

    /** Of the day that it is now. */
    public long blockedToday() {
        return days.chart().rows().getLast().values().getLast();
    }
}
