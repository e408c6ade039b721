package musubi.user.security;

import static musubi.user.Role.VIEWER;
import static musubi.user.feature.Route.Access.BOTH;
import static musubi.user.feature.Route.Access.READ;

import musubi.user.feature.Feature;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Health, open to everybody, and metrics: they are Spring Boot's, and there whatever else Musubi consists of. */
@Configuration(proxyBeanMethods = false)
class ActuatorFeature {

    @Bean
    static Feature actuatorContribution() {
        return Feature.of(ActuatorFeature.class)
                .open(BOTH, "/actuator/health/**")
                .routes(READ, VIEWER, "/actuator/**")
                .build();
    }
}
