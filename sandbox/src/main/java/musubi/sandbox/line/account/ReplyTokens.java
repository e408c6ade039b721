package musubi.sandbox.line.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reply tokens: for one use, within one minute of the event.
 * https://developers.line.biz/en/reference/messaging-api/#send-reply-message-reply-token
 */
public final class ReplyTokens {

    private static final Duration TTL = Duration.ofMinutes(1);
    private static final int MAX_TOKENS = 100_000;

    private final Clock clock;
    private final Ids ids;
    private final Map<String, Token> tokens = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Token> eldest) {
            return size() > MAX_TOKENS;
        }
    };

    private record Token(String chatId, Instant until) {}

    ReplyTokens(Clock clock, Ids ids) {
        this.clock = clock;
        this.ids = ids;
    }

    synchronized String issue(ObjectNode source) {
        var token = ids.hex(32);
        var chat = source.path("groupId")
                .asString(source.path("roomId").asString(source.path("userId").asString("")));
        tokens.put(token, new Token(chat, clock.instant().plus(TTL)));
        return token;
    }

    /** Uses a token up; returns the chat it replies to, empty when the token is not valid. */
    public synchronized Optional<String> use(String token) {
        return Optional.ofNullable(tokens.remove(token))
                .filter(known -> clock.instant().isBefore(known.until()))
                .map(Token::chatId);
    }
}
