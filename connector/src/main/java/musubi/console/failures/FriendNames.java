package musubi.console.failures;

import static java.util.stream.Collectors.groupingBy;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.connection.UnknownConnectionException;
import musubi.contact.LineProperty;
import musubi.contact.LineUserId;
import musubi.hubspot.CallPriority;
import musubi.hubspot.ContactRecord;
import musubi.hubspot.HubSpotClient;
import musubi.hubspot.HubSpotException;
import musubi.inbox.FailedEvent;
import musubi.line.LineClient;
import musubi.line.LineFailure;
import musubi.line.LineFailure.Code;
import musubi.line.LineProfile;
import org.springframework.stereotype.Component;

/**
 * Who failures are about, asked when the page is read, and stored nowhere. HubSpot is asked once for all friends of a connection, and
 * once for contacts without a friend; LINE, which can only be asked for one friend at a time, for the first few that HubSpot does not
 * have, all at once.
 */
@Component
class FriendNames {

    private static final int MAX_PROFILES = 20;
    private static final Duration PROFILE_TIMEOUT = Duration.ofSeconds(3);

    /** No further connection is begun after that. */
    private static final Duration TIMEOUT = Duration.ofSeconds(8);

    private static final String RECORD_ID = "hs_object_id";

    private final Connections connections;
    private final HubSpotClient hubspot;
    private final LineClient line;
    private final Clock clock;

    FriendNames(Connections connections, HubSpotClient hubspot, LineClient line, Clock clock) {
        this.connections = connections;
        this.hubspot = hubspot;
        this.line = line;
        this.clock = clock;
    }

    /**
     * The names by the failures' ids; those that are not known are left out.
     *
     * @param failures at most {@link HubSpotClient#BATCH}
     */
    Map<Long, String> of(List<FailedEvent> failures) {
        var end = clock.instant().plus(TIMEOUT);
        var names = new HashMap<Long, String>();
        failures.stream().collect(groupingBy(FailedEvent::connectionId)).forEach((id, some) -> {
            if (clock.instant().isBefore(end)) {
                try {
                    connections.find(id).ifPresent(connection -> names.putAll(of(connection, some)));
                } catch (UnknownConnectionException ignored) {
                    // deleted meanwhile, and its failures with it; the others have their names
                }
            }
        });
        return names;
    }

    private Map<Long, String> of(Connection connection, List<FailedEvent> failures) {
        var userId = connection.propertyNames().of(LineProperty.USER_ID);
        var friends =
                ids(failures, failure -> LineUserId.parse(failure.friend()).map(LineUserId::value));
        var contacts = ids(
                failures,
                failure -> Optional.of(failure.recordId())
                        .filter(id -> !id.isEmpty()
                                && LineUserId.parse(failure.friend()).isEmpty()));
        var byFriend = inHubSpot(connection, userId, friends);
        byFriend.putAll(onLine(
                connection.id(),
                friends.stream()
                        .filter(id -> !byFriend.containsKey(id))
                        .limit(MAX_PROFILES)
                        .toList()));
        var byContact = inHubSpot(connection, RECORD_ID, contacts);
        var names = new HashMap<Long, String>();
        for (var failure : failures) {
            Optional.ofNullable(byFriend.get(failure.friend()))
                    .or(() -> Optional.ofNullable(byContact.get(failure.recordId())))
                    .ifPresent(name -> names.put(failure.id(), name));
        }
        return names;
    }

    private static List<String> ids(List<FailedEvent> failures, Function<FailedEvent, Optional<String>> id) {
        return failures.stream()
                .flatMap(failure -> id.apply(failure).stream())
                .distinct()
                .toList();
    }

    private Map<String, String> inHubSpot(Connection connection, String idProperty, List<String> ids) {
        var names = new HashMap<String, String>();
        if (ids.isEmpty()) {
            return names;
        }
        var lineName = connection.propertyNames().of(LineProperty.USER_NAME);
        try {
            hubspot.read(
                            connections.hubspot(connection.id()).with(CallPriority.INTERACTIVE),
                            idProperty,
                            ids,
                            List.of(lineName, "lastname", "firstname"))
                    .found()
                    .forEach((id, contact) -> name(contact, lineName).ifPresent(name -> names.put(id, name)));
        } catch (HubSpotException ignored) {
            // the page shows ids instead
        }
        return names;
    }

    private static Optional<String> name(ContactRecord contact, String lineName) {
        return Stream.of(
                        contact.properties().getOrDefault(lineName, ""),
                        contact.properties().getOrDefault("lastname", "") + " "
                                + contact.properties().getOrDefault("firstname", ""))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .findFirst();
    }

    private Map<String, String> onLine(UUID connectionId, List<String> ids) {
        var names = new HashMap<String, String>();
        if (ids.isEmpty()) {
            return names;
        }
        var channel = connections.lineChannel(connectionId);
        var asked = ids.stream()
                .map(id -> Map.entry(
                        id,
                        line.profile(channel, id)
                                .completeOnTimeout(
                                        new LineProfile.Failed(new LineFailure(Code.NO_ANSWER, 0)),
                                        PROFILE_TIMEOUT.toMillis(),
                                        TimeUnit.MILLISECONDS)))
                .toList();
        for (var each : asked) {
            if (each.getValue().join() instanceof LineProfile.Found found
                    && !found.displayName().isBlank()) {
                names.put(each.getKey(), found.displayName().strip());
            }
        }
        return names;
    }
}
