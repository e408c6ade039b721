package musubi.sandbox.line.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reply tokens: for one use, within one minute of the event. When the event is sent again, one that was not used works for a minute more, until
 * 20 minutes after the event.
 * https://developers.line.biz/en/reference/messaging-api/#send-reply-message-reply-token
 */
public final class ReplyTokens {

    private static final Duration TTL = Duration.ofMinutes(1);
    private static final Duration MAX_AGE = Duration.ofMinutes(20);
    private static final int MAX_TOKENS = 100_000;

    private final Clock clock;
    private final Ids ids;
    private final Map<String, Token> tokens = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Token> eldest) {
            return size() > MAX_TOKENS;
        }
    };

    private record Token(String chatId, Instant issued, Instant until) {}

    ReplyTokens(Clock clock, Ids ids) {
        this.clock = clock;
        this.ids = ids;
    }

    synchronized String issue(ObjectNode source) {
        var token = ids.hex(32);
        var chat = source.path("groupId")
                .asString(source.path("roomId").asString(source.path("userId").asString("")));
        var now = clock.instant();
        tokens.put(token, new Token(chat, now, now.plus(TTL)));
        return token;
    }

    /** The event of that token is sent again. */
    synchronized void renew(String token) {
        var now = clock.instant();
        tokens.computeIfPresent(token, (same, known) -> {
            var last = known.issued().plus(MAX_AGE);
            var until = now.plus(TTL);
            return new Token(known.chatId(), known.issued(), until.isBefore(last) ? until : last);
        });
    }

    /** Uses a token up; returns the chat it replies to, empty when the token is not valid. */
    public synchronized Optional<String> use(String token) {
        var valid = Optional.ofNullable(tokens.get(token))
                .filter(known -> clock.instant().isBefore(known.until()));
        valid.ifPresent(ignored -> tokens.remove(token));
        return valid.map(Token::chatId);
    }
}
