package musubi.broadcast.opens;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.stream.IntStream;
import musubi.connection.Connections;
import musubi.line.LineMessages;
import musubi.line.SendOutcome.Accepted;
import musubi.line.SendShare;
import musubi.sandbox.line.Friend;
import musubi.testing.TestWorld.TestConnection;

/** Other tools that use names of units up. */
final class OtherNames {

    private static final int AT_ONCE = 50;

    private OtherNames() {}

    /** Sends a message to that friend under each of so many names. */
    static void use(TestConnection connection, Friend friend, int names) {
        connection.channel().rateLimits(false);
        var channel = connection.world().bean(Connections.class).lineChannel(UUID.fromString(connection.id()));
        var line = connection.world().bean(LineMessages.class);
        var share = SendShare.ahead(UUID.randomUUID());
        for (var from = 0; from < names; from += AT_ONCE) {
            var some = IntStream.range(from, Math.min(names, from + AT_ONCE))
                    .mapToObj(one -> line.push(channel, share, UUID.randomUUID(), body(friend, one)))
                    .toList();
            some.forEach(call -> assertThat(call.join()).isInstanceOf(Accepted.class));
        }
    }

    private static byte[] body(Friend friend, int name) {
        return """
                {"to": "%s", "messages": [{"type": "text", "text": "a"}], "customAggregationUnits": ["other_%d"]}""".formatted(friend.userId(), name).getBytes(StandardCharsets.UTF_8);
    }
}
