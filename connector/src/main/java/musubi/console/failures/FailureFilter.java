package musubi.console.failures;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import musubi.connection.Connection;
import musubi.console.layout.Layout;
import musubi.sync.Reason;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The filter of the list. Its parameter {@code connection} is also the one of the connection switcher.
 *
 * @param reason empty: all
 * @param connection empty: all
 * @param visible the connections that the person may see
 */
record FailureFilter(Optional<Reason> reason, Optional<Connection> connection, List<Connection> visible) {

    static FailureFilter of(String reason, String connection, Layout layout) {
        return new FailureFilter(
                Arrays.stream(Reason.values())
                        .filter(each -> each.name().equals(reason))
                        .findFirst(),
                layout.connections().stream()
                        .filter(each -> each.id().toString().equals(connection))
                        .findFirst(),
                layout.connections());
    }

    List<UUID> ids() {
        return connection.map(List::of).orElse(visible).stream()
                .map(Connection::id)
                .toList();
    }

    public String code() {
        return reason.map(Enum::name).orElse("");
    }

    /** The address of an action such as {@code /retry} with this filter; empty: the page itself. */
    public String address(String below) {
        return address(below, code(), connection.map(Connection::id));
    }

    /** The address of an action with another reason; empty: all. */
    public String address(String below, String other) {
        return address(below, other, connection.map(Connection::id));
    }

    /** The page with another connection. */
    public String ofConnection(UUID other) {
        return address("", code(), Optional.of(other));
    }

    public String ofAllConnections() {
        return address("", code(), Optional.empty());
    }

    /** The part of a reason's list after that failure. */
    public String below(String other, long id) {
        return UriComponentsBuilder.fromUriString(address("", other))
                .queryParam("below", id)
                .build()
                .toString();
    }

    public boolean narrowed() {
        return reason.isPresent() || connection.isPresent();
    }

    private static String address(String below, String reason, Optional<UUID> connection) {
        return UriComponentsBuilder.fromPath("/failures" + below)
                .queryParamIfPresent("reason", Optional.of(reason).filter(code -> !code.isEmpty()))
                .queryParamIfPresent("connection", connection)
                .build()
                .toString();
    }
}
