package musubi.console.imports;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import musubi.friends.Import;
import musubi.friends.Import.State;
import musubi.friends.ImportProblem;
import org.springframework.context.MessageSourceResolvable;

/**
 * An import on the page.
 *
 * @param done of those found
 * @param total all there will be; empty while LINE's list is still being read
 * @param perSecond friends a second, lately
 * @param left until it ends, at this speed
 * @param took from its start to its end, or to now
 * @param problem why it failed or waits
 * @param nextTryAt when LINE is asked again
 */
record ImportView(
        UUID id,
        UUID connectionId,
        String source,
        State state,
        long found,
        long done,
        Optional<Long> total,
        long created,
        long updated,
        long unchanged,
        long failed,
        long badLines,
        Optional<Long> perSecond,
        Optional<Lasting> left,
        Lasting took,
        ZonedDateTime startedAt,
        Optional<MessageSourceResolvable> problem,
        Optional<ZonedDateTime> nextTryAt) {

    /** A duration for a sentence: the text {@code imports.lasting.…} with two numbers. */
    record Lasting(String key, long first, long second) {

        static Lasting of(Duration duration) {
            if (duration.toHours() > 0) {
                return new Lasting("imports.lasting.HOURS", duration.toHours(), duration.toMinutesPart());
            }
            return duration.toMinutes() > 0
                    ? new Lasting("imports.lasting.MINUTES", duration.toMinutes(), duration.toSecondsPart())
                    : new Lasting("imports.lasting.SECONDS", Math.max(1, duration.toSeconds()), 0);
        }
    }

    static ImportView of(Import one, Optional<Double> pace, ZoneId zone, Instant now) {
        var progress = one.progress();
        var running = one.state() == State.RUNNING;
        var rate = pace.filter(ignored -> running).filter(perSecond -> perSecond > 0);
        return new ImportView(
                one.id(),
                one.connectionId(),
                one.source().name().toLowerCase(Locale.ROOT),
                one.state(),
                progress.found(),
                one.done(),
                Optional.of(progress.found()).filter(ignored -> one.allFound()),
                progress.created(),
                progress.updated(),
                progress.unchanged(),
                progress.failed(),
                one.badLines(),
                rate.map(Math::round),
                rate.filter(ignored -> one.allFound())
                        .map(perSecond -> Lasting.of(Duration.ofSeconds(Math.round(progress.pending() / perSecond)))),
                Lasting.of(Duration.between(one.startedAt(), one.finishedAt().orElse(now))),
                one.startedAt().atZone(zone),
                one.problem().map(ImportProblem::text),
                one.nextTryAt().map(at -> at.atZone(zone)));
    }

    /** Whether it has ended, for whatever reason. */
    public boolean ended() {
        return state.ended();
    }

    /** Progress in percent; 0 while the total is not known. */
    public long percent() {
        return total.filter(all -> all > 0).map(all -> 100 * done / all).orElse(0L);
    }
}
