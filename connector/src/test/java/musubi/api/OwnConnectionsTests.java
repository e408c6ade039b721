package musubi.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.Map;
import java.util.stream.Stream;
import musubi.sandbox.hubspot.PortalOptions;
import musubi.sandbox.line.ChannelOptions;
import musubi.standins.StandIns;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

class OwnConnectionsTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.with(Map.of(), Clock.systemUTC(), OwnConnectionsTests::withSandbox);

    private static void withSandbox(TestWorld world, GenericApplicationContext context) {
        context.registerBean(
                StandIns.class,
                () -> new StandIns(
                        world.line(),
                        world.line().addChannel(ChannelOptions.named("Café Musubi")),
                        world.hubspot().addPortal(PortalOptions.defaults())));
    }

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
        return WORLD.handlerMappings().stream()
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
