package musubi.console.broadcasts;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import musubi.broadcast.Broadcast;
import musubi.broadcast.BroadcastCounts;
import musubi.broadcast.BroadcastState;
import musubi.broadcast.LeftOut;
import musubi.broadcast.Tracking;
import musubi.delivery.Pause;
import musubi.delivery.PauseReason;
import musubi.delivery.Waiting;

/**
 * A broadcast on a page.
 *
 * @param timeKind what {@code time} is, the end of a message key: {@code made}, {@code planned}, {@code begun} or {@code ended}
 * @param at when it is, or was, to be sent; empty: as soon as it is told to
 * @param leftOut those who get nothing, of whatever reason
 * @param reasons those of them that are not 0
 * @param forChoice whether nothing is sent before it is chosen what the remainder gets
 * @param undo seconds in which sending can still be taken back
 * @param perSecond messages a second, lately
 * @param remaining until all are sent, at this speed; empty while LINE is waited for: nobody knows how long
 */
record BroadcastView(
        UUID id,
        UUID connectionId,
        String title,
        BroadcastState state,
        String timeKind,
        ZonedDateTime time,
        Optional<ZonedDateTime> at,
        BroadcastCounts counts,
        Tracking tracking,
        long leftOut,
        List<Reason> reasons,
        Optional<PauseWords> pause,
        Optional<WaitingWords> waiting,
        boolean forChoice,
        Optional<Long> undo,
        Optional<Long> perSecond,
        Optional<Lasting> remaining) {

    /** Of why somebody gets nothing, how many. */
    record Reason(LeftOut reason, long people) {}

    /**
     * Why it is paused.
     *
     * @param key what message keys begin with: {@code .title}, {@code .todo}
     * @param detail an argument of the sentences
     * @param words what LINE says, in English; mostly empty
     */
    record PauseWords(String key, String detail, String words, ZonedDateTime since) {

        private static PauseWords of(Pause pause, ZoneId zone) {
            var key = "broadcasts.pause." + pause.reason();
            var since = pause.since().atZone(zone);
            return switch (pause.reason()) {
                case CONTENT -> new PauseWords(key, "", pause.detail(), since);
                case HUBSPOT_UNAUTHORIZED ->
                    new PauseWords(
                            pause.detail().isBlank() ? key : "broadcasts.pause.SCOPE", pause.detail(), "", since);
                case PERSON, QUOTA, LINE_UNAUTHORIZED, LINE_FORBIDDEN, LIST_GONE, REFUSED, MISSED, RESTORED ->
                    new PauseWords(key, pause.detail(), "", since);
            };
        }
    }

    /** What it waits for, and why. */
    record WaitingWords(String title, String key, ZonedDateTime since) {

        private static Optional<WaitingWords> of(Waiting waiting, ZoneId zone) {
            var since = waiting.since().atZone(zone);
            return switch (waiting) {
                case Waiting.ForLine line ->
                    Optional.of(new WaitingWords(
                            "broadcasts.waiting.LINE",
                            "line.failure." + line.code().kind(),
                            since));
                case Waiting.ForHubSpot hubspot ->
                    Optional.of(new WaitingWords(
                            "broadcasts.waiting.HUBSPOT", "broadcasts.waiting.HUBSPOT." + hubspot.cause(), since));
                // has its own place on the page
                case Waiting.ForChoice _ -> Optional.empty();
            };
        }
    }

    static BroadcastView of(Broadcast one, Optional<Double> pace, ZoneId zone, Instant now) {
        var counts = one.counts();
        var forChoice =
                one.waiting().filter(Waiting.ForChoice.class::isInstance).isPresent();
        var reasons = Arrays.stream(LeftOut.values())
                .map(reason -> new Reason(reason, counts.leftOut().getOrDefault(reason, 0L)))
                .filter(reason -> reason.people() > 0)
                .toList();
        var kind = timeKind(one);
        return new BroadcastView(
                one.id(),
                one.connectionId(),
                one.title(),
                one.state(),
                kind,
                time(one, kind).atZone(zone),
                one.at().map(at -> at.atZone(zone)),
                counts,
                one.tracking(),
                reasons.stream().mapToLong(Reason::people).sum(),
                reasons,
                one.pause().map(pause -> PauseWords.of(pause, zone)),
                one.waiting().flatMap(waiting -> WaitingWords.of(waiting, zone)),
                forChoice,
                undo(one, now),
                pace.filter(_ -> !forChoice).map(Math::round),
                pace.filter(perSecond -> perSecond > 0 && one.waiting().isEmpty())
                        .map(perSecond -> Lasting.of(
                                Duration.ofSeconds(Math.round(counts.delivery().left() / perSecond)))));
    }

    private static String timeKind(Broadcast one) {
        if (one.finishedAt().isPresent()) {
            return "ended";
        }
        if (one.startedAt().isPresent()) {
            return "begun";
        }
        return one.at().isPresent() ? "planned" : "made";
    }

    private static Instant time(Broadcast one, String kind) {
        var found = switch (kind) {
            case "ended" -> one.finishedAt();
            case "begun" -> one.startedAt();
            case "planned" -> one.at();
            default -> Optional.<Instant>empty();
        };
        return found.orElse(one.createdAt());
    }

    private static Optional<Long> undo(Broadcast one, Instant now) {
        var begins = one.state() == BroadcastState.PREPARING || one.state() == BroadcastState.READY;
        return one.sendsAt()
                .filter(_ -> begins && one.at().isEmpty())
                .map(at -> Duration.between(now, at).plusMillis(999).toSeconds())
                .filter(seconds -> seconds > 0);
    }

    /** Whether nothing changes by itself any more, and nothing was begun. */
    public boolean draft() {
        return state == BroadcastState.DRAFT;
    }

    /** Whether it has ended. */
    public boolean ended() {
        return state == BroadcastState.DONE || state == BroadcastState.CANCELLED;
    }

    /** Whether the page asks again for how far it is. */
    public boolean live() {
        return !draft() && !ended();
    }

    /** Whether its people are being counted, or were. */
    public boolean counted() {
        return !draft() && state != BroadcastState.SCHEDULED;
    }

    /** Whether clicks on its links are counted. */
    public boolean tracked() {
        return counted() && tracking != Tracking.OFF;
    }

    /** Whether its numbers change from second to second. */
    public boolean moving() {
        return live() && state != BroadcastState.SCHEDULED && state != BroadcastState.PAUSED && !forChoice;
    }

    /** Whether its time can be changed: nothing of it has been sent. */
    public boolean movable() {
        return at.isPresent()
                && (state == BroadcastState.SCHEDULED
                        || state == BroadcastState.PREPARING
                        || state == BroadcastState.READY);
    }

    /** Its time as a field of a form has it; empty: none. */
    public String field() {
        return at.map(BroadcastView::field).orElse("");
    }

    private static String field(ZonedDateTime time) {
        return time.toLocalDateTime().truncatedTo(ChronoUnit.MINUTES).toString();
    }

    /** Changes with what is worth telling to those who do not see the page: the state, each tenth that is sent, and that a choice is waited for. */
    public String mark() {
        return state == BroadcastState.SENDING
                ? state + "-" + percent() / 10 + (forChoice ? "-choice" : "")
                : state.name();
    }

    /** People of its lists who have been looked at while it is prepared; those of several lists count once. */
    public long looked() {
        return Math.min(counts.listed(), counts.delivery().recipients() + leftOut);
    }

    /** Whether it can be deleted: what is under way cannot. */
    public boolean deletable() {
        return draft() || ended();
    }

    /** Whether a person stopped it, and nothing went wrong. */
    public boolean byPerson() {
        return pause.filter(why -> why.key().endsWith(PauseReason.PERSON.name()))
                .isPresent();
    }

    /** The colour that goes with the state's word, a class of the style sheet. */
    public String tone() {
        return switch (state) {
            case DRAFT, CANCELLED -> "quiet";
            case SCHEDULED, PREPARING, READY, SENDING -> "going";
            case PAUSED -> "waiting";
            case DONE -> "well";
        };
    }

    /** Those to whom LINE's answer is known, or will never be. */
    public long done() {
        return counts.delivery().recipients() - counts.delivery().left();
    }

    /** Progress in percent; 0 while nobody is known. */
    public long percent() {
        var all = counts.delivery().recipients();
        return all == 0 ? 0 : 100 * done() / all;
    }
}
