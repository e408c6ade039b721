package musubi.user;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import musubi.testing.TestWorld;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * A route that is mapped.
 *
 * @param module package of the controller; empty: files
 */
record MappedRoute(String method, String pattern, String module) {

    static MappedRoute at(String method, String path) {
        return new MappedRoute(method, path, "");
    }

    /** Ours, the actuator's, springdoc's, the sandbox's, and files; webhooks come before all of them. */
    static List<MappedRoute> all(TestWorld world) {
        return world.context().getBeansOfType(HandlerMapping.class).values().stream()
                .flatMap(MappedRoute::of)
                .filter(route -> !route.pattern().startsWith("/webhooks/"))
                .distinct()
                .toList();
    }

    private static Stream<MappedRoute> of(HandlerMapping mapping) {
        return switch (mapping) {
            case RequestMappingInfoHandlerMapping routes ->
                routes.getHandlerMethods().entrySet().stream().flatMap(entry -> of(entry.getKey(), entry.getValue()));
            case AbstractUrlHandlerMapping files ->
                files.getHandlerMap().keySet().stream().map(pattern -> at("GET", pattern));
            default -> Stream.of();
        };
    }

    private static Stream<MappedRoute> of(RequestMappingInfo info, HandlerMethod handler) {
        var methods = info.getMethodsCondition().getMethods().isEmpty()
                ? List.of("GET")
                : info.getMethodsCondition().getMethods().stream()
                        .map(RequestMethod::name)
                        .toList();
        return info.getPatternValues().stream()
                .flatMap(pattern -> methods.stream()
                        .map(method -> new MappedRoute(
                                method, pattern, handler.getBeanType().getPackageName())));
    }

    /** An address of that pattern; of the friends in the sandbox, none. */
    static String address(String pattern) {
        return pattern.replace("{number}", "0")
                .replaceAll("\\{[^}]*}", UUID.randomUUID().toString())
                .replace("**", "any")
                .replace("*", "");
    }

    String path() {
        return address(pattern);
    }

    /** Whether it belongs to a feature: not to a library, and not to what answers when nothing else does. */
    boolean ofAFeature() {
        return module.startsWith("musubi.") && !module.startsWith("musubi.system");
    }

    boolean rest() {
        return pattern.startsWith("/api/") || pattern.startsWith("/actuator");
    }
}
