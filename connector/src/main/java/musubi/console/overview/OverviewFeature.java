package musubi.console.overview;

import static musubi.user.Role.VIEWER;
import static musubi.user.feature.Route.Access.READ;

import musubi.user.feature.Feature;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The overview. */
@Configuration(proxyBeanMethods = false)
class OverviewFeature {

    @Bean
    static Feature overviewContribution() {
        return Feature.of(OverviewFeature.class)
                .guide("operate", "/")
                .routes(READ, VIEWER, "/")
                .texts("overview")
                .build();
    }
}
