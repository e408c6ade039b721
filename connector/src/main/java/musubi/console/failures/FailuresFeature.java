package musubi.console.failures;

import static musubi.user.Role.OPERATOR;
import static musubi.user.Role.VIEWER;
import static musubi.user.feature.Route.Access.CHANGE;
import static musubi.user.feature.Route.Access.READ;

import musubi.user.feature.Feature;
import musubi.user.feature.Section;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Failed events. */
@Configuration(proxyBeanMethods = false)
class FailuresFeature {

    @Bean
    static Feature failuresContribution() {
        return Feature.of(FailuresFeature.class)
                .navigation(new Section("failures", 40), 0, "/failures", "failures.title")
                .guide("failures", "/failures")
                .routes(READ, VIEWER, "/failures/**")
                .routes(CHANGE, OPERATOR, "/failures/**")
                .texts("failures")
                .build();
    }
}
