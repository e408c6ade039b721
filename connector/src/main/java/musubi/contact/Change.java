package musubi.contact;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is known of one friend from one event, or from many folded into one: at most one fact of each kind. Folding
 * ({@link #and}) is associative, commutative and idempotent, so neither the order nor the repetition of events matters.
 *
 * @param facts by their class
 * @param policy how much of an existing contact may be written
 */
public record Change(Map<Class<?>, Fact<?>> facts, UpdatePolicy policy) {

    private static final Change NOTHING = of(UpdatePolicy.PROFILE_ONLY);

    /** Name and picture are to be asked of LINE again; nothing else is known. */
    public static final Change PROFILE_ONLY = of(UpdatePolicy.PROFILE_ONLY, new Fact.ProfileRefresh());

    /** @throws IllegalArgumentException when a fact stands under another class than its own */
    public Change {
        facts = Map.copyOf(facts);
        facts.forEach((kind, fact) -> {
            if (!kind.equals(fact.getClass())) {
                throw new IllegalArgumentException("a %s under %s".formatted(fact.getClass(), kind));
            }
        });
    }

    /** @param facts each of another kind */
    private static Change of(UpdatePolicy policy, Fact<?>... facts) {
        return new Change(Arrays.stream(facts).collect(Collectors.toMap(Fact::getClass, Function.identity())), policy);
    }

    /** What one event says. */
    public static Change of(FriendEvent event) {
        var at = event.at();
        return switch (event) {
            case FriendEvent.Followed followed ->
                following(at, FollowState.YES)
                        .and(creating(at, followed.unblocked() ? Source.UNBLOCK : Source.FOLLOW))
                        .and(PROFILE_ONLY);
            case FriendEvent.Blocked ignored -> following(at, FollowState.NO);
            case FriendEvent.Tapped ignored -> following(at, FollowState.YES).and(creating(at, Source.MESSAGE));
            case FriendEvent.Wrote wrote ->
                following(at, FollowState.YES)
                        .and(creating(at, Source.MESSAGE))
                        .and(of(UpdatePolicy.FULL, new Fact.Unanswered(at)))
                        .and(wrote.text()
                                .map(text -> text(at, wrote.messageId(), text))
                                .orElse(NOTHING));
            case FriendEvent.ChoseDelivery chose ->
                following(at, FollowState.YES)
                        .and(creating(at, Source.MESSAGE))
                        .and(of(UpdatePolicy.FULL, new Fact.OptOut(at, chose.optedOut())));
            case FriendEvent.TookBack tookBack -> takenBack(Set.of(tookBack.messageId()));
        };
    }

    /** Only that the friend followed, or not, at that moment. */
    static Change following(Instant at, FollowState state) {
        return of(UpdatePolicy.FULL, new Fact.Following(at, state));
    }

    private static Change creating(Instant at, Source source) {
        return of(UpdatePolicy.FULL, new Fact.Creation(at, source, false));
    }

    private static Change text(Instant at, String messageId, String text) {
        return of(UpdatePolicy.FULL, new Fact.Messages(Optional.of(new Fact.Reply(at, messageId, text)), Set.of()));
    }

    /** The person opened a link of a broadcast, for the first time in it. It does not say that they are still a friend. */
    public static Change clicked(Instant at) {
        return of(UpdatePolicy.PROFILE_ONLY, new Fact.Clicked(at));
    }

    /** The friend took these messages back, and did nothing else. */
    public static Change takenBack(Set<String> messageIds) {
        return messageIds.isEmpty()
                ? NOTHING
                : of(UpdatePolicy.PROFILE_ONLY, new Fact.Messages(Optional.empty(), messageIds));
    }

    /** Somebody gave a HubSpot contact the friend's id. */
    public static Change outside(Instant at) {
        return of(UpdatePolicy.FULL, new Fact.SeenOutside(at));
    }

    /** An operator imports the friend; says nothing of what the friend did. */
    public static Change imported(Instant at) {
        return of(UpdatePolicy.PROFILE_ONLY, new Fact.Creation(at, Source.IMPORT, true), new Fact.ProfileRefresh());
    }

    /**
     * The friend consented on LINE Login.
     *
     * @param follows whether they follow the account; empty when LINE did not say, then its profile is asked for
     */
    public static Change loggedIn(LoginConsent login, Optional<FollowState> follows) {
        var change = of(UpdatePolicy.FULL, login, new Fact.Creation(login.at(), Source.LOGIN, true));
        return change.and(follows.map(state -> following(login.at(), state)).orElse(PROFILE_ONLY));
    }

    /** The fact of that kind, if the change has one. */
    public <F extends Fact<F>> Optional<F> fact(Class<F> kind) {
        return Optional.ofNullable(facts.get(kind)).map(kind::cast);
    }

    /** Whether the change has a fact of that kind. */
    public boolean has(Class<? extends Fact<?>> kind) {
        return facts.containsKey(kind);
    }

    /** The newest free text of the friend; without its text when it was taken back. */
    public Optional<Fact.Reply> reply() {
        return fact(Fact.Messages.class).flatMap(Fact.Messages::last);
    }

    /** The ids of the messages that the friend took back. */
    public Set<String> takenBack() {
        return fact(Fact.Messages.class).map(Fact.Messages::takenBack).orElse(Set.of());
    }

    /** The same facts under the policy {@code FULL}. */
    Change full() {
        return new Change(facts, UpdatePolicy.FULL);
    }

    /** Both changes as one. */
    public Change and(Change other) {
        var all = new HashMap<>(facts);
        other.facts.forEach((kind, fact) -> all.merge(kind, fact, Change::merged));
        return new Change(all, policy.compareTo(other.policy) >= 0 ? policy : other.policy);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // two facts under one class are of that class
    private static Fact<?> merged(Fact one, Fact other) {
        return (Fact<?>) one.and(other);
    }
}
