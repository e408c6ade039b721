package musubi.link;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import musubi.inbox.Fingerprint;
import musubi.inbox.NewEvent;
import musubi.line.LoggedIn;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What enters the inbox when a friend has linked. */
final class LoginEvent {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private LoginEvent() {}

    /**
     * The event of an attempt: the same attempt is the same event, however often it comes.
     *
     * @param link the custom link, if it was one and still is there
     */
    static NewEvent of(UUID connectionId, Attempt attempt, LoggedIn friend, Optional<Link> link, Instant at) {
        var payload = JSON.createObjectNode()
                .put("type", "musubi.login")
                .put("userId", friend.userId())
                .put("at", at.toEpochMilli());
        put(payload, "name", friend.name());
        put(payload, "pictureUrl", friend.pictureUrl());
        put(payload, "email", friend.email());
        friend.friend().ifPresent(is -> payload.put("friend", is));
        put(payload, "trafficSource", link.map(Link::title));
        put(payload, "originalSource", link.flatMap(Link::originalSource).map(Enum::name));
        put(payload, "link", link.map(Link::id));
        return new NewEvent(
                connectionId,
                Fingerprint.of("musubi.login " + attempt.state()),
                friend.userId(),
                JSON.writeValueAsBytes(payload));
    }

    private static void put(ObjectNode payload, String field, Optional<String> value) {
        value.ifPresent(text -> payload.put(field, text));
    }
}
