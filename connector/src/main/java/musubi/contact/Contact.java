package musubi.contact;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A HubSpot contact as far as the rules need it.
 *
 * @param values our properties that have a value
 * @param email empty when the contact has none
 * @param createdAt when it was created in HubSpot, where that is known
 */
public record Contact(Map<LineProperty, String> values, String email, Optional<Instant> createdAt) {

    /** A contact of which only our properties and the address are known. */
    public Contact(Map<LineProperty, String> values, String email) {
        this(values, email, Optional.empty());
    }

    /** The property's value; empty when unset. */
    public Optional<String> value(LineProperty property) {
        return Optional.ofNullable(values.get(property));
    }

    /** The follow state on the contact; without a moment it is older than any other. */
    public Optional<Fact.Following> following() {
        return value(LineProperty.FOLLOW)
                .map(state -> new Fact.Following(
                        moment(LineProperty.FOLLOW_UPDATED_AT),
                        state.equals(FollowState.YES.name()) ? FollowState.YES : FollowState.NO));
    }

    /** The last reply on the contact; without a moment it is older than any other. */
    public Fact.Reply reply() {
        return new Fact.Reply(
                moment(LineProperty.LAST_REPLY_AT),
                value(LineProperty.LAST_REPLY_MESSAGE_ID).orElse(""),
                value(LineProperty.LAST_REPLY_MESSAGE).orElse(""));
    }

    /** When the person last opened a link of a broadcast; without a moment it is older than any other. */
    Instant clickedAt() {
        return moment(LineProperty.LAST_BROADCAST_CLICK_DATE);
    }

    /** When the friend last chose whether they want any; without a moment it is older than any other. */
    Instant optOutAt() {
        return moment(LineProperty.OPT_OUT_UPDATED_AT);
    }

    /** How the contact came, if that is known. */
    public Optional<Source> source() {
        return value(LineProperty.CONTACT_SOURCE).flatMap(name -> {
            try {
                return Optional.of(Source.valueOf(name));
            } catch (IllegalArgumentException ignored) {
                return Optional.empty();
            }
        });
    }

    /**
     * Whether the friend list shows LINE's icon: the contact came from LINE, and its address still is the placeholder
     * of this very friend.
     */
    public boolean hasLineIcon() {
        return source().map(Source::hasLineIcon).orElse(false)
                && value(LineProperty.USER_ID)
                        .flatMap(LineUserId::parse)
                        .map(friend -> friend.isPlaceholder(email))
                        .orElse(false);
    }

    /** HubSpot returns moments as ISO-8601; an existing property that was mapped may hold anything. */
    private Instant moment(LineProperty property) {
        return value(property)
                .map(text -> {
                    try {
                        return Instant.parse(text);
                    } catch (DateTimeException ignored) {
                        return Instant.EPOCH;
                    }
                })
                .orElse(Instant.EPOCH);
    }

    /** Leaves out the values, which must not appear in a log. */
    @Override
    public String toString() {
        return "Contact[%d properties]".formatted(values.size());
    }
}
