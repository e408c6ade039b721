package musubi.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
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
 * Who may see some connections only finds nothing of the others, on REST and on pages: whatever a path names after
 * {@code /connections/}, {@code /imports/}, {@code /links/} or {@code /failures/} has to belong to one of theirs.
 */
@Configuration(proxyBeanMethods = false)
class OwnConnections implements HandlerInterceptor, WebMvcConfigurer {

    /** Of what a path names, the segment before it, and whose it is. */
    private record Owned(String segment, String what, Function<String, Optional<UUID>> connection) {}

    private final List<Owned> owned;

    OwnConnections(Imports imports, Links links, Inbox inbox) {
        this.owned = List.of(
                new Owned("connections", "connection", OwnConnections::uuid),
                new Owned(
                        "imports",
                        "import",
                        id -> uuid(id).flatMap(imports::find).map(Import::connectionId)),
                new Owned("links", "link", id -> links.find(id).map(Link::connectionId)),
                new Owned("failures", "failure", id -> number(id).flatMap(inbox::connectionOfFailure)));
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
                && handler instanceof HandlerMethod method
                && request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String pattern
                && request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
                        instanceof Map<?, ?> variables) {
            var segments = Arrays.asList(pattern.split("/"));
            for (var each : owned) {
                named(segments, each.segment(), variables)
                        .filter(id -> !each.connection()
                                .apply(id)
                                .filter(actor.get()::maySee)
                                .isPresent())
                        .ifPresent(id -> {
                            throw nothing(each.what(), method);
                        });
            }
        }
        return true;
    }

    private static Optional<String> named(List<String> segments, String before, Map<?, ?> variables) {
        var place = segments.indexOf(before) + 1;
        return place == 0 || place == segments.size() || !segments.get(place).startsWith("{")
                ? Optional.empty()
                : Optional.ofNullable(variables.get(segments.get(place).replaceAll("[{}]|:.*", "")))
                        .map(String::valueOf);
    }

    /** The same as where there is none. */
    private static RuntimeException nothing(String what, HandlerMethod method) {
        return method.getBeanType().getPackageName().equals(OwnConnections.class.getPackageName())
                ? new NoSuchThingException(what)
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
