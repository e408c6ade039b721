package musubi.contact;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * One kind of fact about a friend, with the moment it was true. A {@link Change} holds at most one fact of each kind; two
 * of a kind are merged into one by {@link #and}. What a fact writes onto a contact stands in {@link FactValues}.
 *
 * <p>A new kind of fact is a record here with its own merge rule, and one case in {@link FactValues}: no other kind, and
 * no code that folds changes, knows of it.
 *
 * @param <F> the kind itself
 */
public sealed interface Fact<F extends Fact<F>>
        permits Fact.Following,
                Fact.Creation,
                Fact.Messages,
                Fact.Unanswered,
                Fact.SeenOutside,
                Fact.ProfileRefresh,
                Fact.Clicked,
                Fact.OptOut,
                LoginConsent {

    /** Both facts as one. Associative, commutative and idempotent. */
    F and(F other);

    /** The follow state and the moment it was true. The newest stays; of two at the same moment {@code YES}. */
    record Following(Instant at, FollowState state) implements Fact<Following>, Comparable<Following> {

        private static final Comparator<Following> ORDER =
                Comparator.comparing(Following::at).thenComparing(Following::state);

        @Override
        public Following and(Following other) {
            return newest(this, other);
        }

        @Override
        public int compareTo(Following other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * An event that creates a contact where there is none. The earliest stays.
     *
     * @param source how the contact came
     * @param inAnyCase whether the contact is created even where the connection creates none for what friends do
     */
    record Creation(Instant at, Source source, boolean inAnyCase) implements Fact<Creation> {

        private static final Comparator<Creation> ORDER =
                Comparator.comparing(Creation::at).thenComparing(Creation::source);

        @Override
        public Creation and(Creation other) {
            var first = ORDER.compare(this, other) <= 0 ? this : other;
            return new Creation(first.at, first.source, inAnyCase || other.inAnyCase);
        }
    }

    /**
     * The last text the friend wrote, and the messages they took back. No text of a message that was taken back is in
     * here, whichever of the two arrived first.
     *
     * @param last the newest free text; of two at the same moment the later message (by its id)
     * @param takenBack the ids of messages that the friend took back
     */
    record Messages(Optional<Reply> last, Set<String> takenBack) implements Fact<Messages> {

        public Messages {
            takenBack = Set.copyOf(takenBack);
            if (last.isPresent() && takenBack.contains(last.get().messageId())) {
                last = Optional.of(last.get().withoutText());
            }
        }

        @Override
        public Messages and(Messages other) {
            var all = new HashSet<>(takenBack);
            all.addAll(other.takenBack);
            return new Messages(
                    last.isPresent() && other.last.isPresent()
                            ? Optional.of(newest(last.get(), other.last.get()))
                            : last.or(other::last),
                    all);
        }
    }

    /**
     * A free text and the moment it was written. One that was taken back keeps its place without its text, so that an
     * older message that arrives late does not become the last one.
     *
     * @param messageId as LINE gives it, ascending; empty where it is not known
     * @param text empty when it was taken back
     */
    record Reply(Instant at, String messageId, String text) implements Comparable<Reply> {

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

        /** Leaves out the text, which must not appear in a log. */
        @Override
        public String toString() {
            return "Reply[at=%s, text=…]".formatted(at);
        }
    }

    /** When the friend wrote a free message, also one without text. The newest stays. */
    record Unanswered(Instant at) implements Fact<Unanswered> {
        @Override
        public Unanswered and(Unanswered other) {
            return at.isBefore(other.at) ? other : this;
        }
    }

    /** When a contact was found that got the friend's id from outside Musubi and is to be completed. The newest stays. */
    record SeenOutside(Instant at) implements Fact<SeenOutside> {
        @Override
        public SeenOutside and(SeenOutside other) {
            return at.isBefore(other.at) ? other : this;
        }
    }

    /** LINE is to be asked for name and picture again. */
    record ProfileRefresh() implements Fact<ProfileRefresh> {
        @Override
        public ProfileRefresh and(ProfileRefresh other) {
            return this;
        }
    }

    /** When the person opened a link of a broadcast, for the first time in that broadcast. The newest stays. */
    record Clicked(Instant at) implements Fact<Clicked> {
        @Override
        public Clicked and(Clicked other) {
            return at.isBefore(other.at) ? other : this;
        }
    }

    /**
     * Whether the friend wants no broadcasts and scenarios, and when they said so. The newest stays; of two at the same moment the one
     * that wants none.
     */
    record OptOut(Instant at, boolean optedOut) implements Fact<OptOut>, Comparable<OptOut> {

        private static final Comparator<OptOut> ORDER =
                Comparator.comparing(OptOut::at).thenComparing(OptOut::optedOut);

        @Override
        public OptOut and(OptOut other) {
            return newest(this, other);
        }

        @Override
        public int compareTo(OptOut other) {
            return ORDER.compare(this, other);
        }
    }

    private static <T extends Comparable<T>> T newest(T one, T other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
