package musubi.console.overview;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import musubi.connection.Connection;
import musubi.connection.Connection.State;
import musubi.console.layout.Layout;
import musubi.console.overview.Card.Ranked;
import musubi.friends.Import;
import musubi.friends.Imports;
import musubi.hubspot.HubSpotClient;
import musubi.inbox.Activity;
import musubi.inbox.Activity.Moments;
import musubi.inbox.FailedEvents;
import musubi.inbox.FriendDays;
import musubi.inbox.SeenEvents;
import musubi.link.LinkCounts;
import musubi.link.Links;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Collects what the overview says of connections: the same few queries for one and for many, and no call of a platform. */
@Component
class Cards {

    private final Activity activity;
    private final FailedEvents failures;
    private final FriendDays days;
    private final SeenEvents seen;
    private final Links links;
    private final Imports imports;
    private final FriendNumbers friends;
    private final HubSpotClient hubspot;
    private final SetupSteps steps;
    private final MessageSource messages;
    private final Clock clock;

    Cards(
            Activity activity,
            FailedEvents failures,
            FriendDays days,
            SeenEvents seen,
            Links links,
            Imports imports,
            FriendNumbers friends,
            HubSpotClient hubspot,
            SetupSteps steps,
            MessageSource messages,
            Clock clock) {
        this.activity = activity;
        this.failures = failures;
        this.days = days;
        this.seen = seen;
        this.links = links;
        this.imports = imports;
        this.friends = friends;
        this.hubspot = hubspot;
        this.steps = steps;
        this.messages = messages;
        this.clock = clock;
    }

    /** What was read for all connections of the page, each in one query. */
    private record Read(
            Instant now,
            Map<UUID, Moments> moments,
            Map<UUID, Map<String, Long>> failures,
            Map<UUID, List<FriendDays.Day>> days,
            Map<UUID, Map<Instant, Long>> quarters,
            Map<UUID, LinkCounts> links,
            Map<UUID, Import> imports,
            Set<UUID> imported,
            boolean colleague) {}

    /** Of these connections, in their order. */
    List<Card> of(List<Ranked> ranked, Layout layout) {
        if (ranked.isEmpty()) {
            return List.of();
        }
        var read = read(ranked.stream().map(Ranked::connection).toList(), layout);
        return ranked.stream().map(one -> card(one, read, layout)).toList();
    }

    private Read read(List<Connection> connections, Layout layout) {
        var now = clock.instant();
        var ids = connections.stream().map(Connection::id).toList();
        var today = connections.stream()
                .collect(Collectors.toMap(Connection::id, each -> LocalDate.ofInstant(now, each.timeZone())));
        var firstDay = today.values().stream().min(LocalDate::compareTo).orElseThrow();
        var admin = layout.may("ADMIN");
        return new Read(
                now,
                activity.of(ids),
                failures.countsByConnection(ids),
                days.since(ids, firstDay.minusDays(Plots.DAYS)),
                seen.arrivedByQuarter(ids, now.minus(Plots.HOURS, ChronoUnit.HOURS)),
                links.countsOn(today),
                imports.newest(ids),
                admin ? imports.completed(ids) : Set.of(),
                admin && steps.hasColleague());
    }

    private Card card(Ranked ranked, Read read, Layout layout) {
        var connection = ranked.connection();
        var id = connection.id();
        var zone = connection.timeZone();
        var now = read.now().atZone(zone);
        var moments = read.moments().getOrDefault(id, Moments.NONE);
        var away = ranked.outage().isPresent();
        return new Card(
                ranked.glance(),
                causes(ranked, layout),
                Lamp.of(connection, moments.heard().isPresent(), away),
                hubspot.callsLeftToday(connection.portalId()),
                moments.event().map(at -> at.atZone(zone)),
                moments.written().map(at -> at.atZone(zone)),
                friends.of(connection, !connection.isPaused() && !away && connection.state() == State.ACTIVE),
                read.failures().getOrDefault(id, Map.of()),
                read.links().getOrDefault(id, LinkCounts.NONE),
                Optional.ofNullable(read.imports().get(id))
                        .filter(one -> !one.state().ended()
                                || !one.finishedAt()
                                        .orElse(one.startedAt())
                                        .atZone(zone)
                                        .toLocalDate()
                                        .isBefore(now.toLocalDate())),
                Plots.days(
                        read.days().getOrDefault(id, List.of()).stream()
                                .collect(Collectors.toMap(FriendDays.Day::day, Function.identity())),
                        now.toLocalDate(),
                        layout),
                Plots.hours(read.quarters().getOrDefault(id, Map.of()), now),
                layout.may("ADMIN")
                        ? SetupSteps.of(connection, moments, read.imported().contains(id), read.colleague())
                        : List.of());
    }

    /** What is wrong; failures have a part of their own. */
    private List<String> causes(Ranked ranked, Layout layout) {
        var locale = layout.language().locale();
        var connection = ranked.connection();
        if (connection.problems().isEmpty()
                && ranked.outage().isEmpty()
                && ranked.glance().isLate()) {
            return List.of(messages.getMessage(
                    "overview.cause.late", new Object[] {ranked.glance().oldestMinutes()}, locale));
        }
        return connection.problems().stream()
                .map(problem -> messages.getMessage(problem.title(), locale))
                .toList();
    }
}
