package musubi.console.broadcasts.compose;

import static musubi.user.Role.OPERATOR;
import static musubi.user.feature.Route.Access.BOTH;
import static musubi.user.feature.Route.Access.READ;

import musubi.user.feature.Feature;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Writing broadcasts and messages. */
@Configuration(proxyBeanMethods = false)
class ComposeFeature {

    @Bean
    static Feature composeContribution() {
        return Feature.of(ComposeFeature.class)
                .routes(BOTH, OPERATOR, "/connections/*/broadcasts/new", "/broadcasts/*/edit")
                .routes(READ, OPERATOR, "/connections/*/broadcasts/properties")
                .routes(BOTH, OPERATOR, "/connections/*/messages/**")
                .guide(
                        "send-a-message",
                        "/connections/*/broadcasts/new",
                        "/connections/*/broadcasts/properties",
                        "/broadcasts/*/edit",
                        "/connections/*/messages/**")
                .texts("compose")
                .build();
    }
}
