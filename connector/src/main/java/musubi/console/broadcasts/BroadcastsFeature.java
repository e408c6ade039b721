package musubi.console.broadcasts;

import static musubi.user.Role.OPERATOR;
import static musubi.user.Role.VIEWER;
import static musubi.user.feature.Route.Access.CHANGE;
import static musubi.user.feature.Route.Access.READ;

import musubi.user.feature.Feature;
import musubi.user.feature.Section;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Broadcasts. Whose one is, is known by the id: the REST API says so for both. */
@Configuration(proxyBeanMethods = false)
class BroadcastsFeature {

    @Bean
    static Feature broadcastsContribution() {
        return Feature.of(BroadcastsFeature.class)
                .navigation(
                        new Section("broadcasts", 15), 0, "/connections/{id}/broadcasts", "console.section.broadcasts")
                .guide("send-a-message", "/connections/*/broadcasts/**", "/broadcasts/**")
                .routes(READ, VIEWER, "/connections/*/broadcasts", "/broadcasts/**")
                // what only asks before something is done
                .routes(
                        READ,
                        OPERATOR,
                        "/broadcasts/*/send",
                        "/broadcasts/*/cancel",
                        "/broadcasts/*/delete",
                        "/broadcasts/*/uncertain",
                        "/broadcasts/*/winner")
                .routes(CHANGE, OPERATOR, "/broadcasts/**")
                .texts("broadcasts")
                .build();
    }
}
