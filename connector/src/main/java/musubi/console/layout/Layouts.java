package musubi.console.layout;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
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
import musubi.user.feature.Feature;
import musubi.user.feature.GuideLink;
import musubi.user.feature.NavItem;
import musubi.user.feature.Owner;
import musubi.user.feature.Section;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessException;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.servlet.LocaleResolver;

/** Makes the layout of a page from the navigation of all features, as far as who asks may open it. */
@Component
class Layouts {

    private static final String LAST_CONNECTION = Layouts.class.getName();
    private static final Pattern BELOW_A_CONNECTION = Pattern.compile("/connections/([0-9a-f-]{36})(/.*)?");

    private final Connections connections;
    private final Routes routes;
    private final List<NavItem> navigation;
    private final List<GuideLink> guides;
    private final Map<String, Owner> owners = new HashMap<>();
    private final LocaleResolver languages;

    Layouts(Connections connections, Routes routes, ObjectProvider<Feature> features, LocaleResolver languages) {
        this.connections = connections;
        this.routes = routes;
        this.navigation = features.stream()
                .flatMap(feature -> feature.navigation().stream())
                .sorted(Comparator.comparingInt((NavItem item) -> item.section().order())
                        .thenComparingInt(NavItem::order))
                .toList();
        this.guides = features.stream()
                .flatMap(feature -> feature.guides().stream())
                .sorted(GuideLink.MOST_SPECIFIC_FIRST)
                .toList();
        features.stream().forEach(feature -> owners.putAll(feature.owners()));
        this.languages = languages;
    }

    Layout of(HttpServletRequest request) {
        var actor = Actor.current();
        var path = placed(request.getServletPath());
        var visible = actor.map(this::visibleTo).orElse(List.of());
        var connection = current(visible, path, request);
        var language =
                Language.of(languages.resolveLocale(request).getLanguage()).orElse(Language.JA);
        var other = language == Language.JA ? Language.EN : Language.JA;
        var items = actor.map(found -> openTo(found, connection.isPresent())).orElse(List.of());
        var id = connection.map(found -> found.id().toString()).orElse("");
        var section = items.stream()
                .filter(item -> isAtOrBelow(path, item.address(id)))
                .max(Comparator.comparingInt(item -> item.path().length()))
                .map(NavItem::section);
        return new Layout(
                actor.flatMap(Actor::person),
                language,
                visible,
                connection,
                menu(items, id, section),
                tabs(items, id, section, path),
                visible.stream()
                        .map(each -> new Switch(
                                each.id(),
                                each.name(),
                                switched(request.getServletPath(), path, each.id()),
                                connection.filter(each::equals).isPresent(),
                                each.isPaused()))
                        .toList(),
                sections(items, id),
                actor.flatMap(_ -> guide(request.getServletPath())),
                new NavLink("?lang=" + other.code(), "console.language." + other.code(), other.code(), false));
    }

    /** A page about something that stands at an address of its own is placed below the page of its connection that lists it. */
    private String placed(String path) {
        var parts = path.split("/", 4);
        var owner = parts.length < 3 ? null : owners.get(parts[1]);
        if (owner == null
                || navigation.stream().noneMatch(item -> item.path().equals("/connections/{id}/" + parts[1]))) {
            return path;
        }
        try {
            return owner.connection()
                    .apply(parts[2])
                    .map(id -> "/connections/" + id + path)
                    .orElse(path);
        } catch (DataAccessException | TransactionException away) {
            // the page that says so needs no place
            return path;
        }
    }

    private Optional<String> guide(String path) {
        var parsed = PathContainer.parsePath(path);
        return guides.stream()
                .filter(link -> link.pages().matches(parsed))
                .findFirst()
                .map(GuideLink::address);
    }

    private List<Connection> visibleTo(Actor actor) {
        return connections.all().stream()
                .filter(connection -> actor.maySee(connection.id()))
                .toList();
    }

    private List<NavItem> openTo(Actor actor, boolean withConnection) {
        return navigation.stream()
                .filter(item -> routes.least("GET", item.address("any"))
                        .filter(least -> !actor.may(least))
                        .isEmpty())
                .filter(item -> !item.needsConnection() || withConnection)
                .toList();
    }

    /** The connection of the path, else the one asked for by the switcher, else the one seen last, else the first. */
    private static Optional<Connection> current(List<Connection> visible, String path, HttpServletRequest request) {
        var matcher = BELOW_A_CONNECTION.matcher(path);
        var asked = matcher.matches() ? matcher.group(1) : request.getParameter("connection");
        var session = request.getSession(false);
        if (asked == null && session != null && session.getAttribute(LAST_CONNECTION) instanceof String last) {
            asked = last;
        }
        var wanted = asked;
        var found = visible.stream()
                .filter(connection -> connection.id().toString().equals(wanted))
                .findFirst();
        if (found.isPresent() && session != null) {
            session.setAttribute(LAST_CONNECTION, found.get().id().toString());
        }
        return found.or(() -> visible.stream().findFirst());
    }

    private static List<NavLink> menu(List<NavItem> items, String id, Optional<Section> current) {
        var seen = new HashSet<Section>();
        return items.stream()
                .filter(item -> item.section().inMenu() && seen.add(item.section()))
                .map(item -> new NavLink(
                        item.address(id),
                        "console.section." + item.section().code(),
                        item.section().code(),
                        current.filter(item.section()::equals).isPresent()))
                .toList();
    }

    private static List<NavLink> tabs(List<NavItem> items, String id, Optional<Section> current, String path) {
        var ofSection = items.stream()
                .filter(item -> current.filter(item.section()::equals).isPresent())
                .toList();
        var tabs = ofSection.stream()
                .map(item -> link(item, id, isOpen(item.address(id), path, ofSection, id)))
                .toList();
        return tabs.size() > 1 ? tabs : List.of();
    }

    /** A page that others of its section lie below is open only itself. */
    private static boolean isOpen(String address, String path, List<NavItem> ofSection, String id) {
        return ofSection.stream().anyMatch(other -> other.address(id).startsWith(address + "/"))
                ? path.equals(address)
                : isAtOrBelow(path, address);
    }

    private static Map<String, NavLink> sections(List<NavItem> items, String id) {
        var sections = new HashMap<String, NavLink>();
        items.forEach(item -> sections.putIfAbsent(item.section().code(), link(item, id, false)));
        return Map.copyOf(sections);
    }

    private static NavLink link(NavItem item, String id, boolean current) {
        return new NavLink(item.address(id), item.title(), item.section().code(), current);
    }

    /** The same page of another connection, as far as a page is about one; the list of those where it is about one thing. */
    private static String switched(String asked, String path, UUID id) {
        if (!asked.equals(path)) {
            return "/connections/" + id + "/" + asked.split("/", 3)[1];
        }
        var matcher = BELOW_A_CONNECTION.matcher(path);
        return matcher.matches()
                ? "/connections/" + id + Optional.ofNullable(matcher.group(2)).orElse("")
                : path + "?connection=" + id;
    }

    private static boolean isAtOrBelow(String path, String address) {
        return path.equals(address) || path.startsWith(address + "/");
    }
}
