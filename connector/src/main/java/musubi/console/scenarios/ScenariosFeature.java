package musubi.console.scenarios;

import static musubi.user.Role.OPERATOR;
import static musubi.user.Role.VIEWER;
import static musubi.user.feature.Route.Access.CHANGE;
import static musubi.user.feature.Route.Access.READ;

import musubi.user.feature.Feature;
import musubi.user.feature.Section;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Scenarios. Whose one is, is known by the id: the REST API says so for both. */
@Configuration(proxyBeanMethods = false)
class ScenariosFeature {

    @Bean
    static Feature scenariosContribution() {
        return Feature.of(ScenariosFeature.class)
                .navigation(
                        new Section("broadcasts", 15), 1, "/connections/{id}/scenarios", "console.section.scenarios")
                .guide("scenarios", "/connections/*/scenarios/**", "/scenarios/**")
                .routes(READ, VIEWER, "/connections/*/scenarios", "/scenarios/**")
                .routes(
                        READ,
                        OPERATOR,
                        "/connections/*/scenarios/new",
                        "/scenarios/*/edit",
                        "/scenarios/*/enable",
                        "/scenarios/*/test",
                        "/scenarios/*/uncertain",
                        "/scenarios/*/delete")
                .routes(CHANGE, OPERATOR, "/connections/*/scenarios/**", "/scenarios/**")
                .texts("scenarios")
                .build();
    }
}
