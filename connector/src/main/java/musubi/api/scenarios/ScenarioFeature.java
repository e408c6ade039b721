package musubi.api.scenarios;

import static musubi.user.Role.OPERATOR;
import static musubi.user.Role.VIEWER;
import static musubi.user.feature.Route.Access.CHANGE;
import static musubi.user.feature.Route.Access.READ;

import musubi.scenario.Scenario;
import musubi.scenario.Scenarios;
import musubi.user.feature.Feature;
import musubi.user.feature.Owner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Scenarios over REST. */
@Configuration(proxyBeanMethods = false)
class ScenarioFeature {

    @Bean
    static Feature scenarioContribution(Scenarios scenarios) {
        return Feature.of(ScenarioFeature.class)
                .routes(READ, VIEWER, "/api/scenarios/**")
                .routes(CHANGE, OPERATOR, "/api/connections/*/scenarios", "/api/scenarios/**")
                .ids(
                        "scenarios",
                        "scenario",
                        id -> Owner.uuid(id).flatMap(scenarios::find).map(Scenario::connectionId))
                .checkedByPage("/api/scenarios/{scenarioId}/enrolments/{contactId}")
                .texts("scenario")
                .build();
    }
}
