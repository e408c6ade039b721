package musubi.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import musubi.connection.Connection;
import musubi.user.Actor;
import musubi.user.feature.Feature;
import musubi.user.feature.Owner;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Answers 404 to a person or token of some connections only who names something of another one, on REST and on pages. What
 * a variable of a route names is known by the segment before it, and whose that is from {@link Feature#owners()}. A route
 * with a variable that no feature declares is closed to them; a test looks for one among all routes.
 */
@Configuration(proxyBeanMethods = false)
class OwnConnections implements HandlerInterceptor, WebMvcConfigurer {

    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

    private final Map<String, Owner> owners = new HashMap<>();
    private final List<String> ofNoConnection;
    private final List<String> checkedByPage;

    /** @throws IllegalStateException if two features declare ids after the same segment */
    OwnConnections(List<Feature> features) {
        for (var feature : features) {
            feature.owners().forEach((segment, owner) -> {
                if (owners.put(segment, owner) != null) {
                    throw new IllegalStateException(
                            "ids after /%s/: declared twice (expected: once, by one feature)".formatted(segment));
                }
            });
        }
        this.ofNoConnection = features.stream()
                .flatMap(feature -> feature.ofNoConnection().stream())
                .toList();
        this.checkedByPage = features.stream()
                .flatMap(feature -> feature.checkedByPage().stream())
                .toList();
    }

    /** Whether who asks may see that connection. */
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
            ownersIn(pattern).forEach((variable, owner) -> {
                var id = Optional.ofNullable(variables.get(variable)).map(String::valueOf);
                if (owner.isEmpty()
                        || !id.flatMap(owner.get().connection())
                                .filter(actor.get()::maySee)
                                .isPresent()) {
                    throw notFound(owner.map(Owner::noun).orElse("page"), handler);
                }
            });
        }
        return true;
    }

    /** The variables of a route that no feature declares. */
    List<String> unresolved(String pattern) {
        return ownersIn(pattern).entrySet().stream()
                .filter(each -> each.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The owner of each variable that names something of a connection; empty where no feature declares it. */
    private Map<String, Optional<Owner>> ownersIn(String pattern) {
        var found = new LinkedHashMap<String, Optional<Owner>>();
        if (ofNoConnection.stream().anyMatch(pattern::startsWith)) {
            return found;
        }
        var segments = pattern.split("/", -1);
        for (var index = 1; index < segments.length; index++) {
            var segment = segments[index];
            var variable = VARIABLE.matcher(segment);
            if (variable.matches()) {
                var owner = Optional.ofNullable(owners.get(segments[index - 1]));
                if (owner.isPresent() || !checkedByPage.contains(pattern)) {
                    found.put(variable.group(1), owner);
                }
            } else if (segment.contains("{")) {
                found.put(segment, Optional.empty());
            }
        }
        return found;
    }

    /** The same error as where there is nothing of that id. */
    private static RuntimeException notFound(String noun, Object handler) {
        return handler instanceof HandlerMethod method
                        && method.getBeanType().getPackageName().startsWith(OwnConnections.class.getPackageName())
                ? new NoSuchResourceException(noun)
                : new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
