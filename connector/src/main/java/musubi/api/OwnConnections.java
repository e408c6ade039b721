package musubi.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import musubi.connection.Connection;
import musubi.friends.Import;
import musubi.friends.Imports;
import musubi.inbox.Inbox;
import musubi.link.Link;
import musubi.link.Links;
import musubi.user.Actor;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Who may see some connections only finds nothing of the others, on REST and on pages: whatever a path names has to
 * belong to one of theirs. What a variable of a route names is known by the segment before it; a route with a variable
 * that nothing here resolves is closed to them, and a test looks for one among all routes.
 */
@Configuration(proxyBeanMethods = false)
class OwnConnections implements HandlerInterceptor, WebMvcConfigurer {

    /** Pages of other things: what their variables name belongs to no connection, or is a secret that opens it. */
    private static final List<String> OF_NO_CONNECTION = List.of(
            "/setup/",
            "/invite/",
            "/reset/",
            "/hubspot/install/",
            "/link/",
            "/settings/",
            "/sandbox/",
            "/api/hubspot/");

    /** A path below a connection: what its own variable names is looked for among that connection's by the page. */
    private static final Set<String> BELOW_A_CONNECTION = Set.of("/connections/{}/hubspot/install/{}");

    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

    /** What the segment before a variable says it names, and whose that is. */
    private record Owned(String what, Function<String, Optional<UUID>> connection) {}

    private final Map<String, Owned> owned;

    OwnConnections(Imports imports, Links links, Inbox inbox) {
        this.owned = Map.of(
                "connections",
                new Owned("connection", OwnConnections::uuid),
                "imports",
                new Owned("import", id -> uuid(id).flatMap(imports::find).map(Import::connectionId)),
                "links",
                new Owned("link", id -> links.find(id).map(Link::connectionId)),
                "failures",
                new Owned("failure", id -> number(id).flatMap(inbox::connectionOfFailure)));
    }

    /** Whether it is one of those of who asks. */
    static boolean maySee(Connection connection) {
        return Actor.current().filter(actor -> actor.maySee(connection.id())).isPresent();
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        var actor = Actor.current();
        if (actor.isPresent()
                && !actor.get().scope().allConnections()
                && request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String pattern) {
            var variables =
                    request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> found
                            ? found
                            : Map.of();
            named(pattern).forEach((variable, names) -> {
                var id = Optional.ofNullable(variables.get(variable)).map(String::valueOf);
                if (names.isEmpty()
                        || !id.flatMap(names.get().connection())
                                .filter(actor.get()::maySee)
                                .isPresent()) {
                    throw nothing(names.map(Owned::what).orElse("page"), handler);
                }
            });
        }
        return true;
    }

    /** The variables of a route that nothing here resolves. */
    List<String> unresolved(String pattern) {
        return named(pattern).entrySet().stream()
                .filter(each -> each.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** By variable, what it names where that belongs to a connection; empty where nobody knows. */
    private Map<String, Optional<Owned>> named(String pattern) {
        var named = new LinkedHashMap<String, Optional<Owned>>();
        if (OF_NO_CONNECTION.stream().anyMatch(pattern::startsWith)) {
            return named;
        }
        var below = BELOW_A_CONNECTION.contains(pattern.replaceAll("\\{[^/]*}", "{}"));
        var segments = pattern.split("/", -1);
        for (var place = 1; place < segments.length; place++) {
            var segment = segments[place];
            var variable = VARIABLE.matcher(segment);
            if (variable.matches()) {
                var names = Optional.ofNullable(owned.get(segments[place - 1]));
                if (names.isPresent() || !below) {
                    named.put(variable.group(1), names);
                }
            } else if (segment.contains("{")) {
                named.put(segment, Optional.empty());
            }
        }
        return named;
    }

    /** The same as where there is none. */
    private static RuntimeException nothing(String what, Object handler) {
        return handler instanceof HandlerMethod method
                        && method.getBeanType().getPackageName().equals(OwnConnections.class.getPackageName())
                ? new NoSuchResourceException(what)
                : new ResponseStatusException(HttpStatus.NOT_FOUND);
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    private static Optional<Long> number(String text) {
        try {
            return Optional.of(Long.valueOf(text));
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }
}
