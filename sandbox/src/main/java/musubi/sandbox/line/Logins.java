package musubi.sandbox.line;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import musubi.sandbox.line.Authorization.Asked;
import musubi.sandbox.line.Authorization.Refused;

/** All LINE Login channels, what people consented to, and the codes that came of it. */
final class Logins {

    private static final Duration CODE_LIFE = Duration.ofMinutes(10);

    final Clock clock;
    final UserTokens tokens;
    private final Ids ids;
    private final Map<String, LoginChannel> channels = new ConcurrentHashMap<>();
    private final List<LoginChannel> inOrder = new ArrayList<>();
    private final Map<String, Code> codes = new ConcurrentHashMap<>();
    private final AuthorizeCheck check = new AuthorizeCheck(this::find);

    /** What a code stands for. */
    record Code(Asked asked, Friend friend, boolean sharesEmail, Instant issued) {}

    Logins(Clock clock, Ids ids) {
        this.clock = clock;
        this.ids = ids;
        this.tokens = new UserTokens(clock, ids);
    }

    synchronized LoginChannel add(LoginChannelOptions options) {
        var channel = new LoginChannel(options, ids, this);
        if (channels.putIfAbsent(channel.id(), channel) != null) {
            throw new IllegalArgumentException("id: %s is there already".formatted(channel.id()));
        }
        inOrder.add(channel);
        return channel;
    }

    synchronized List<LoginChannel> all() {
        return List.copyOf(inOrder);
    }

    Optional<LoginChannel> find(String id) {
        return Optional.ofNullable(channels.get(id));
    }

    Authorization asked(Map<String, String> parameters) {
        return check.of(parameters);
    }

    Authorization consented(LoginChannel at, Map<String, String> parameters, String userId, Consent consent) {
        return switch (asked(parameters)) {
            case Asked asked when asked.channel() != at -> new Refused("client_id is another channel's.");
            case Asked asked -> consented(asked, userId, consent);
            case Authorization other -> other;
        };
    }

    Authorization consented(Asked asked, String userId, Consent consent) {
        var answer = new LinkedHashMap<String, String>();
        if (!consent.agrees()) {
            answer.put("error", "ACCESS_DENIED");
            answer.put("error_description", "The resource owner denied the request.");
            answer.put("state", asked.state());
            return asked.back(answer);
        }
        var refused = refused(asked, userId);
        if (refused.isPresent()) {
            return refused.get();
        }
        var friend = asked.channel().account().user(userId);
        var code = ids.letters(20);
        codes.put(code, new Code(asked, friend, consent.sharesEmail(), clock.instant()));
        answer.put("code", code);
        answer.put("state", asked.state());
        if (asked.showsAccount()) {
            answer.put("friendship_status_changed", "" + (consent.addsFriend() && becomesFriend(friend)));
        }
        return asked.back(answer);
    }

    /** Why this person cannot log in. */
    Optional<Refused> refused(Asked asked, String userId) {
        if (asked.channel().account().account().people.find(userId) == null) {
            return Optional.of(new Refused("Nobody has this user id."));
        }
        return asked.channel().admits(userId)
                ? Optional.empty()
                : Optional.of(new Refused("This channel is now developing status. User need to have developer role."));
    }

    /** For one use, also when nothing comes of it; empty when it never was or is too old. */
    Optional<Code> use(String code) {
        return Optional.ofNullable(codes.remove(code))
                .filter(known -> clock.instant().isBefore(known.issued().plus(CODE_LIFE)));
    }

    void clear() {
        codes.clear();
        tokens.clear();
    }

    private static boolean becomesFriend(Friend friend) {
        if (friend.isFollowing()) {
            return false;
        }
        var _ = friend.isBlocking() ? friend.unblock() : friend.follow();
        return true;
    }
}
