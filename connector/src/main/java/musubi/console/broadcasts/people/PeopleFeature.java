package musubi.console.broadcasts.people;

import static musubi.user.Role.OPERATOR;
import static musubi.user.feature.Route.Access.CHANGE;
import static musubi.user.feature.Route.Access.READ;

import musubi.user.feature.Feature;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A test of a draft. */
@Configuration(proxyBeanMethods = false)
class PeopleFeature {

    @Bean
    static Feature peopleContribution() {
        return Feature.of(PeopleFeature.class)
                .routes(READ, OPERATOR, "/broadcasts/*/test")
                .routes(CHANGE, OPERATOR, "/broadcasts/*/test/people")
                .guide("send-a-message", "/broadcasts/*/test")
                .texts("people")
                .build();
    }
}
