package musubi.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

class OwnConnectionsTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.withSandbox();

    private final OwnConnections own = WORLD.bean(OwnConnections.class);

    @Test
    void eachVariableOfEachRouteIsResolved() {
        // the first request makes the dispatcher look for its mappings
        WORLD.api("GET", "/api/connections", null);
        var patterns = patterns().toList();
        assertThat(patterns).contains("/api/failures/{id}/retry", "/connections/{id}/imports/{importId}");
        for (var pattern : patterns) {
            assertThat(own.unresolved(pattern)).as(pattern).isEmpty();
        }
    }

    /** Ours, the actuator's and springdoc's; webhooks come to nobody's session. */
    private static Stream<String> patterns() {
        return WORLD.context().getBeansOfType(HandlerMapping.class).values().stream()
                .filter(RequestMappingInfoHandlerMapping.class::isInstance)
                .map(RequestMappingInfoHandlerMapping.class::cast)
                .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                .flatMap(info -> info.getPatternValues().stream())
                .distinct();
    }

    @Test
    void aVariableThatNothingResolvesIsFound() {
        assertThat(own.unresolved("/api/nothings/{id}/links")).containsExactly("id");
        assertThat(own.unresolved("/connections/{id}/{what}")).containsExactly("what");
        assertThat(own.unresolved("/connections/{id}/reports/{from}-{to}")).containsExactly("{from}-{to}");
        assertThat(own.unresolved("/connections/{id}/files/{*path}")).containsExactly("{*path}");
        assertThat(own.unresolved("/connections/{id:.+}")).isNotEmpty();
    }
}
