package musubi.delivery.send;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.connection.UnknownConnectionException;
import musubi.delivery.DeliveryState;
import musubi.delivery.PauseReason;
import musubi.delivery.SendMethod;
import musubi.delivery.Waiting;
import musubi.delivery.crypto.DataKey;
import musubi.delivery.store.CallContent;
import musubi.delivery.store.CallOutcomes;
import musubi.delivery.store.CallRepository;
import musubi.delivery.store.DeliveryRepository;
import musubi.delivery.store.DeliveryRepository.Material;
import musubi.delivery.store.HeldRepository;
import musubi.delivery.store.ProbeRepository;
import musubi.delivery.store.StoredCall;
import musubi.delivery.store.WithdrawRepository;
import musubi.line.LineFailure;
import musubi.line.LineFailure.Code;
import musubi.line.LineMessages;
import musubi.line.SendOutcome;
import musubi.line.SendOutcome.NotAccepted;
import musubi.line.SendShare;

/** What one delivery needs of the database and of LINE. */
final class DeliveryCalls {

    /** So few that of the others, in a database that was restored, at least one is known to LINE. */
    private static final int PROBES_WITHOUT_OUTCOME = 2;
    /** Of pushes what leaves in half a second. */
    private static final int RELEASED_AT_A_TIME = 1_000;

    private final DeliveryRepository deliveries;
    private final CallRepository repository;
    private final ProbeRepository probes;
    private final HeldRepository held;
    private final WithdrawRepository withdrawals;
    private final Connections connections;
    private final LineMessages line;
    private final SendShare share;
    private final MeterRegistry meters;
    private final Clock clock;
    private final BooleanSupplier owned;
    private final Material material;
    private final DataKey key;
    private final byte[] messages;
    private final UUID run = UUID.randomUUID();

    DeliveryCalls(Sender sender, Material material, DataKey key, byte[] messages, BooleanSupplier owned) {
        this.deliveries = sender.deliveries();
        this.repository = sender.calls();
        this.probes = sender.probes();
        this.held = sender.held();
        this.withdrawals = sender.withdrawals();
        this.connections = sender.connections();
        this.line = sender.line();
        // the many small deliveries of a connection's steps take as many turns as one broadcast
        this.share = SendShare.of(material.purpose().isSmall() ? material.connectionId() : material.id());
        this.meters = sender.meters();
        this.clock = sender.clock();
        this.owned = owned;
        this.material = material;
        this.key = key;
        this.messages = messages;
    }

    UUID id() {
        return material.id();
    }

    SendMethod method() {
        return material.method();
    }

    /** Whether all people get the same messages. */
    boolean sameForAll() {
        return messages.length > 0;
    }

    Instant now() {
        return clock.instant();
    }

    /** How many calls may be made now. */
    int room() {
        try {
            var channel = connections.lineChannel(material.connectionId());
            return switch (method()) {
                case PUSH -> line.pushRoom(channel, share);
                case MULTICAST -> line.multicastRoom(channel, share);
            };
        } catch (UnknownConnectionException deleted) {
            return 0;
        }
    }

    /**
     * Whether to send at all. After a day of silence LINE may have forgotten the keys, and a database may be one that was restored from a
     * back-up: what it holds may have been sent long ago. Then a person has to say.
     */
    boolean begin() {
        if (Sender.isSilent(material, now())) {
            pause(PauseReason.MISSED, "");
            return false;
        }
        return true;
    }

    /** Whether this node, this connection and this delivery may still send. Asks the database. */
    boolean maySend() {
        return owned.getAsBoolean()
                && connections
                        .find(material.connectionId())
                        .filter(DeliveryCalls::sends)
                        .isPresent()
                && deliveries.state(id()).filter(DeliveryState.SENDING::equals).isPresent();
    }

    static boolean sends(Connection connection) {
        return !connection.isPaused();
    }

    List<StoredCall> next(long position, int limit) {
        return repository.next(id(), position, limit);
    }

    /** Notes that LINE may get them. Those that LINE may have got too long ago become uncertain, and are left out. */
    List<CallAttempt> attempt(List<StoredCall> some, Instant now) {
        var untouched = new ArrayList<UUID>();
        var expired = new CallOutcomes();
        var attempted = new ArrayList<StoredCall>();
        for (var call : some) {
            var first = call.firstAttempt();
            if (first.isPresent() && Verdict.expired(first.get(), now)) {
                expired.uncertain(call.retryKey(), CallContent.open(key, call).recipients());
                continue;
            }
            if (first.isEmpty()) {
                untouched.add(call.retryKey());
            }
            attempted.add(call);
        }
        if (!expired.isEmpty()) {
            settle(expired);
        }
        // a call that another node took at this moment is no longer untouched; one that was withdrawn is gone
        var fresh = untouched.isEmpty() ? Set.<UUID>of() : repository.attempt(id(), untouched, run, now);
        if (fresh.size() < untouched.size()) {
            var there = withdrawals.present(id(), untouched);
            attempted.removeIf(call -> call.firstAttempt().isEmpty() && !there.contains(call.retryKey()));
        }
        var again = attempted.stream()
                .filter(call -> call.isProbe() && !fresh.contains(call.retryKey()))
                .map(StoredCall::retryKey)
                .toList();
        if (!again.isEmpty()) {
            probes.attemptAgain(id(), again, run);
        }
        return attempted.stream()
                .map(call -> new CallAttempt(
                        call,
                        CallContent.open(key, call),
                        call.firstAttempt().orElse(now),
                        0,
                        !fresh.contains(call.retryKey())))
                .toList();
    }

    /**
     * Whether calls of a wave may be made: nearly all of the waves before have an outcome, and nothing has stopped the delivery. A few that
     * LINE never answers do not hold up all others.
     */
    boolean hasBegun(int wave) {
        return wave <= StoredCall.FIRST_PROBES || probes.left(id(), wave) <= PROBES_WITHOUT_OUTCOME;
    }

    /**
     * Stops the delivery where LINE has accepted a probe before that nobody has made by what this database knows: it was restored from a
     * back-up, and whoever is in the calls to many may have the messages. This is on disk before the outcome of the probe is, so that a crash
     * does not lose it.
     *
     * @return false: another node makes the same calls, and it was that one
     */
    boolean stopIfRestored(CallAttempt attempt) {
        if (!probes.isOnlyOf(id(), attempt.call().retryKey(), run)) {
            return false;
        }
        probes.restored(id(), now());
        return true;
    }

    /** Never completes exceptionally. */
    CompletableFuture<SendOutcome> make(CallAttempt attempt) {
        var content = attempt.content();
        var body = CallBody.of(method(), content, content.messages().length > 0 ? content.messages() : messages);
        var retryKey = attempt.call().retryKey();
        try {
            var channel = connections.lineChannel(material.connectionId());
            return switch (method()) {
                case PUSH -> line.push(channel, share, retryKey, body);
                case MULTICAST -> line.multicast(channel, share, retryKey, body);
            };
        } catch (UnknownConnectionException deleted) {
            // its deliveries went with it
            return CompletableFuture.completedFuture(new NotAccepted(new LineFailure(Code.TOKEN_REFUSED, 0)));
        }
    }

    void settle(CallOutcomes outcomes) {
        repository.settle(id(), key, material.generation(), outcomes, now());
    }

    void pause(PauseReason reason, String detail) {
        deliveries.pause(id(), reason, detail, now());
    }

    void waits(Optional<Waiting.ForPlatform> waiting) {
        deliveries.waits(id(), waiting);
    }

    /** Whether there were calls that are held back no longer; some of them are there to be made now. */
    boolean moveReleased() {
        return held.move(id(), RELEASED_AT_A_TIME);
    }

    /** Returns whether nothing is left to be made: it is done, or the rest is held back. */
    boolean finish() {
        return deliveries.finish(id(), now()) || held.isAlone(id());
    }

    /** Messages are counted by people, as LINE does. */
    void count(CallAttempt attempt, Verdict verdict) {
        var outcome = switch (verdict) {
            case Verdict.Sent _ -> "sent";
            case Verdict.Refused() -> "refused";
            case Verdict.Uncertain() -> "uncertain";
            case Verdict.Replaced _, Verdict.Again _, Verdict.Stop _ -> "";
        };
        if (!outcome.isEmpty()) {
            meters.counter(
                            "musubi.messages.sent",
                            "connection",
                            material.connectionId().toString(),
                            "kind",
                            method() == SendMethod.PUSH ? "push" : "multicast",
                            "outcome",
                            outcome)
                    .increment(attempt.call().recipients());
        }
    }
}
