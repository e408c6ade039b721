package musubi.console.layout;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.console.layout.Layout.NavLink;
import musubi.console.layout.Layout.Switch;
import musubi.user.Actor;
import musubi.user.Language;
import musubi.user.Routes;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.LocaleResolver;

/** Makes the frame of a page. */
@Component
class Layouts {

    private static final String REMEMBERED = Layouts.class.getName();
    private static final Pattern OF_CONNECTION = Pattern.compile("/connections/([0-9a-f-]{36})(/.*)?");

    private final Connections connections;
    private final List<NavItem> places;
    private final LocaleResolver languages;

    Layouts(Connections connections, ObjectProvider<NavItem> places, LocaleResolver languages) {
        this.connections = connections;
        this.places = places.stream()
                .sorted(Comparator.comparing(NavItem::area).thenComparingInt(NavItem::order))
                .toList();
        this.languages = languages;
    }

    Layout of(HttpServletRequest request) {
        var actor = Actor.current();
        var path = request.getServletPath();
        var visible = actor.map(found -> connections.all().stream()
                        .filter(connection -> found.maySee(connection.id()))
                        .toList())
                .orElse(List.of());
        var connection = current(visible, path, request);
        var language =
                Language.of(languages.resolveLocale(request).getLanguage()).orElse(Language.JA);
        var other = language == Language.JA ? Language.EN : Language.JA;
        var own = actor.map(found -> places.stream()
                        .filter(place -> Routes.least("GET", place.address("any"))
                                .filter(least -> !found.may(least))
                                .isEmpty())
                        .filter(place -> !place.needsConnection() || connection.isPresent())
                        .toList())
                .orElse(List.of());
        var id = connection.map(found -> found.id().toString()).orElse("");
        var area = own.stream()
                .filter(place -> under(path, place.address(id)))
                .max(Comparator.comparingInt(place -> place.path().length()))
                .map(NavItem::area);
        return new Layout(
                actor.flatMap(Actor::person),
                language,
                visible,
                connection,
                rail(own, id, area),
                tabs(own, id, area, path),
                visible.stream()
                        .map(each -> new Switch(
                                each.id(),
                                each.name(),
                                switched(path, each.id()),
                                same(connection, each),
                                each.isPaused()))
                        .toList(),
                ways(own, id),
                new NavLink("?lang=" + other.code(), "console.language." + other.code(), other.code(), false));
    }

    private static Optional<Connection> current(List<Connection> visible, String path, HttpServletRequest request) {
        var matcher = OF_CONNECTION.matcher(path);
        var asked = matcher.matches() ? matcher.group(1) : request.getParameter("connection");
        var session = request.getSession(false);
        if (asked == null && session != null && session.getAttribute(REMEMBERED) instanceof String last) {
            asked = last;
        }
        var wanted = asked;
        var found = visible.stream()
                .filter(connection -> connection.id().toString().equals(wanted))
                .findFirst();
        if (found.isPresent() && session != null) {
            session.setAttribute(REMEMBERED, found.get().id().toString());
        }
        return found.or(() -> visible.stream().findFirst());
    }

    private static List<NavLink> rail(List<NavItem> own, String id, Optional<Section> area) {
        var rail = new ArrayList<NavLink>();
        for (var each : Section.values()) {
            own.stream()
                    .filter(place -> each.inRail() && place.area() == each)
                    .findFirst()
                    .ifPresent(place -> rail.add(new NavLink(
                            place.address(id),
                            "console.area." + each.code(),
                            each.code(),
                            area.equals(Optional.of(each)))));
        }
        return List.copyOf(rail);
    }

    private static List<NavLink> tabs(List<NavItem> own, String id, Optional<Section> area, String path) {
        var tabs = own.stream()
                .filter(place -> area.equals(Optional.of(place.area())))
                .map(place -> new NavLink(
                        place.address(id), place.words(), place.area().code(), under(path, place.address(id))))
                .toList();
        return tabs.size() > 1 ? tabs : List.of();
    }

    private static Map<Section, NavLink> ways(List<NavItem> own, String id) {
        var ways = new EnumMap<Section, NavLink>(Section.class);
        own.forEach(place -> ways.putIfAbsent(
                place.area(),
                new NavLink(place.address(id), place.words(), place.area().code(), false)));
        return Map.copyOf(ways);
    }

    /** The same page of the other connection, as far as a page is about one. */
    private static String switched(String path, UUID id) {
        var matcher = OF_CONNECTION.matcher(path);
        return matcher.matches()
                ? "/connections/" + id + Optional.ofNullable(matcher.group(2)).orElse("")
                : path + "?connection=" + id;
    }

    private static boolean under(String path, String address) {
        return path.equals(address) || path.startsWith(address + "/");
    }

    private static boolean same(Optional<Connection> one, Connection other) {
        return one.filter(connection -> connection.id().equals(other.id())).isPresent();
    }
}
