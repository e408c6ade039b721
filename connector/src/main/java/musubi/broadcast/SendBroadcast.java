package musubi.broadcast;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import musubi.broadcast.prepare.StartBroadcast;
import musubi.broadcast.store.BroadcastRepository;
import musubi.broadcast.store.StoredBroadcast;
import musubi.broadcast.store.StoredBroadcast.Stage;
import musubi.content.Media;
import musubi.content.MessageMedia;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Sends a draft: what it says is checked and frozen, and its delivery opened or scheduled. */
@Component
final class SendBroadcast {

    /** HubSpot's limit, and what a person of a list costs: see the figures of preparing in docs/performance.md. */
    private static final double PEOPLE_PER_SECOND = 19 / 0.015;

    private static final Duration LONGEST_PREPARATION = Duration.ofHours(1);
    private static final Duration SPARE = Duration.ofMinutes(1);

    private final BroadcastRepository repository;
    private final CheckBroadcast check;
    private final StartBroadcast start;
    private final BroadcastSettings settings;
    private final Media media;
    private final TransactionTemplate transaction;
    private final Clock clock;

    SendBroadcast(
            BroadcastRepository repository,
            CheckBroadcast check,
            StartBroadcast start,
            BroadcastSettings settings,
            Media media,
            TransactionTemplate transaction,
            Clock clock) {
        this.repository = repository;
        this.check = check;
        this.start = start;
        this.settings = settings;
        this.media = media;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Sends it now, after the time in which that can be taken back, or at its time.
     *
     * @return false: it is no draft any more
     */
    boolean send(StoredBroadcast stored, boolean firstOnly) {
        var plan = plan(stored, firstOnly);
        return Boolean.TRUE.equals(transaction.execute(_ -> sent(stored, plan)));
    }

    /**
     * Changes one that is scheduled, as if it had been sent like that.
     *
     * @param changed keeps our own rules
     * @return false: it is not scheduled any more
     */
    boolean change(StoredBroadcast scheduled, NewBroadcast changed) {
        var stored = scheduled.with(changed);
        var plan = plan(stored, scheduled.peopleLimit().isPresent());
        return Boolean.TRUE.equals(
                transaction.execute(_ -> repository.change(stored.id(), Stage.SCHEDULED, Stage.DRAFT, clock.instant())
                        && repository.replace(stored.id(), changed)
                        && sent(stored, plan)));
    }

    /** What sending means now. */
    private record Plan(
            CheckBroadcast.Checked checked,
            Stage stage,
            Instant releaseAt,
            Instant prepareAt,
            OptionalLong limit,
            long listed) {}

    private Plan plan(StoredBroadcast stored, boolean firstOnly) {
        var checked = check.check(stored);
        BroadcastRefusedException.throwIfWrong(checked.outlook().problems());
        use(media, checked.variants());
        var listed = checked.outlook().listed().orElse(0);
        var left = checked.outlook().left();
        var reaches = left.isEmpty() || left.getAsLong() >= listed;
        if (!reaches && !firstOnly) {
            throw new QuotaException(listed, left.getAsLong());
        }
        var limit = reaches ? OptionalLong.empty() : left;
        var now = clock.instant();
        var prepareAt = stored.sendAt().map(at -> prepareAt(at, listed)).orElse(now);
        var stage = prepareAt.isAfter(now) ? Stage.SCHEDULED : Stage.STARTED;
        var releaseAt = stored.sendAt().orElse(now.plus(settings.undo()));
        return new Plan(checked, stage, releaseAt, prepareAt, limit, listed);
    }

    private boolean sent(StoredBroadcast stored, Plan plan) {
        var id = stored.id();
        var variants = plan.checked().variants();
        var sent = repository.send(
                id, plan.stage(), variants, plan.releaseAt(), plan.prepareAt(), plan.limit(), plan.listed());
        if (sent && plan.stage() == Stage.STARTED) {
            start.open(stored, variants, plan.checked().compiled());
        }
        return sent;
    }

    /** Pictures and videos that are sent stay reachable, whoever deletes them from the library. */
    static void use(Media media, List<Variant> variants) {
        var used = variants.stream()
                .flatMap(variant -> MessageMedia.in(variant.content()).stream())
                .collect(Collectors.toSet());
        if (!media.used(used)) {
            throw new BroadcastRefusedException(
                    List.of(BroadcastProblem.of("message", BroadcastProblem.Code.MEDIA_GONE)));
        }
    }

    /** Early enough to be ready at its time, at most an hour before. */
    static Instant prepareAt(Instant at, long listed) {
        var needed =
                Duration.ofMillis((long) (1_000 * listed / PEOPLE_PER_SECOND)).plus(SPARE);
        return at.minus(needed.compareTo(LONGEST_PREPARATION) > 0 ? LONGEST_PREPARATION : needed);
    }
}
