package musubi.contact;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;

/**
 * All that is to be said about one friend: one event, or many folded into one. Folding ({@link #and}) is associative,
 * commutative and idempotent, so neither the order nor the repetition of events matters.
 *
 * @param follow the newest follow state; of two at the same moment {@code YES} wins
 * @param creation what makes a contact where there is none: the earliest of the events that may
 * @param reply the newest free text; of two at the same moment the later message (by its id) wins
 * @param unansweredAt the newest free message, also one without text
 * @param refreshProfile whether name and picture are to be asked of LINE again
 * @param always whether a contact is made also where friends' own acts make none
 * @param outsideAt when a contact was seen that got the friend's id from outside and is to be completed
 * @param login the newest consent on LINE Login
 * @param takenBack the ids of messages that the friend took back: none of their texts is in {@code reply}
 */
public record Change(
        Optional<Following> follow,
        Optional<Creation> creation,
        Optional<Reply> reply,
        Optional<Instant> unansweredAt,
        boolean refreshProfile,
        boolean always,
        Optional<Instant> outsideAt,
        Optional<LoginConsent> login,
        Set<String> takenBack) {

    /** What was taken back is not said, in whatever order the two were folded. */
    public Change {
        takenBack = Set.copyOf(takenBack);
        if (reply.isPresent() && takenBack.contains(reply.get().messageId())) {
            reply = Optional.of(reply.get().withoutText());
        }
    }

    /** A follow state and the moment it was true. */
    public record Following(Instant at, FollowState state) implements Comparable<Following> {
        @Override
        public int compareTo(Following other) {
            return Comparator.comparing(Following::at)
                    .thenComparing(Following::state)
                    .compare(this, other);
        }
    }

    /** An event that makes a contact, and how the contact then came. */
    public record Creation(Instant at, Source source) implements Comparable<Creation> {
        @Override
        public int compareTo(Creation other) {
            return Comparator.comparing(Creation::at)
                    .thenComparing(Creation::source)
                    .compare(this, other);
        }
    }

    /**
     * A free text and the moment it was written. One that was taken back keeps its place without its text: an older
     * message that comes late is not the last one.
     *
     * @param messageId as LINE gives it, ascending; empty where it is not known
     * @param text empty when it was taken back
     */
    public record Reply(Instant at, String messageId, String text) implements Comparable<Reply> {

        private static final Comparator<Reply> ORDER = Comparator.comparing(Reply::at)
                .thenComparingInt(reply -> reply.messageId.length())
                .thenComparing(Reply::messageId)
                .thenComparing(Reply::text);

        @Override
        public int compareTo(Reply other) {
            return ORDER.compare(this, other);
        }

        Reply withoutText() {
            return text.isEmpty() ? this : new Reply(at, messageId, "");
        }

        /** Does not tell the text: it would end in a log. */
        @Override
        public String toString() {
            return "Reply[at=%s, text=…]".formatted(at);
        }
    }

    private static final Change NOTHING = new Change(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            false,
            Optional.empty(),
            Optional.empty(),
            Set.of());

    /** Name and picture are to be asked of LINE again; nothing else is known. */
    public static final Change PROFILE_ONLY = NOTHING.refreshing();

    /** Somebody gave a HubSpot contact the friend's id. */
    public static Change outside(Instant at) {
        return new Change(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                Optional.of(at),
                Optional.empty(),
                Set.of());
    }

    /** An operator imports the friend; says nothing of what the friend did. */
    public static Change imported(Instant at) {
        return NOTHING.creating(at, Source.IMPORT, true).refreshing();
    }

    /**
     * The friend consented on LINE Login.
     *
     * @param follows whether they follow the account; empty when LINE did not tell, then its profile is asked
     */
    public static Change loggedIn(LoginConsent login, Optional<FollowState> follows) {
        var change = NOTHING.creating(login.at(), Source.LOGIN, true).by(login);
        return follows.map(state -> change.and(following(login.at(), state))).orElseGet(change::refreshing);
    }

    /** What one event says. */
    public static Change of(FriendEvent event) {
        var at = event.at();
        return switch (event) {
            case FriendEvent.Followed followed ->
                following(at, FollowState.YES)
                        .creating(at, followed.unblocked() ? Source.UNBLOCK : Source.FOLLOW, false)
                        .refreshing();
            case FriendEvent.Blocked ignored -> following(at, FollowState.NO);
            case FriendEvent.Tapped ignored -> following(at, FollowState.YES).creating(at, Source.MESSAGE, false);
            case FriendEvent.Wrote wrote ->
                new Change(
                        Optional.of(new Following(at, FollowState.YES)),
                        Optional.of(new Creation(at, Source.MESSAGE)),
                        wrote.text().map(text -> new Reply(at, wrote.messageId(), text)),
                        Optional.of(at),
                        false,
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Set.of());
            case FriendEvent.TookBack tookBack -> takenBack(Set.of(tookBack.messageId()));
        };
    }

    /** Only that the friend followed, or not, at that moment. */
    static Change following(Instant at, FollowState state) {
        return new Change(
                Optional.of(new Following(at, state)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                Optional.empty(),
                Optional.empty(),
                Set.of());
    }

    private Change creating(Instant at, Source source, boolean inAnyCase) {
        return new Change(
                follow,
                Optional.of(new Creation(at, source)),
                reply,
                unansweredAt,
                refreshProfile,
                inAnyCase,
                outsideAt,
                login,
                takenBack);
    }

    private Change refreshing() {
        return new Change(follow, creation, reply, unansweredAt, true, always, outsideAt, login, takenBack);
    }

    private Change by(LoginConsent consent) {
        return new Change(
                follow,
                creation,
                reply,
                unansweredAt,
                refreshProfile,
                always,
                outsideAt,
                Optional.of(consent),
                takenBack);
    }

    /** The friend took these messages back, and did nothing else. */
    public static Change takenBack(Set<String> messageIds) {
        return new Change(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                Optional.empty(),
                Optional.empty(),
                messageIds);
    }

    /** Both, folded into one. */
    public Change and(Change other) {
        var gone = new HashSet<>(takenBack);
        gone.addAll(other.takenBack);
        return new Change(
                one(follow, other.follow, BinaryOperator.maxBy(Comparator.naturalOrder())),
                one(creation, other.creation, BinaryOperator.minBy(Comparator.naturalOrder())),
                one(reply, other.reply, BinaryOperator.maxBy(Comparator.naturalOrder())),
                one(unansweredAt, other.unansweredAt, BinaryOperator.maxBy(Comparator.naturalOrder())),
                refreshProfile || other.refreshProfile,
                always || other.always,
                one(outsideAt, other.outsideAt, BinaryOperator.maxBy(Comparator.naturalOrder())),
                one(login, other.login, BinaryOperator.maxBy(Comparator.naturalOrder())),
                gone);
    }

    private static <T> Optional<T> one(Optional<T> left, Optional<T> right, BinaryOperator<T> choice) {
        if (left.isEmpty()) {
            return right;
        }
        return right.isEmpty() ? left : Optional.of(choice.apply(left.get(), right.get()));
    }
}
