package musubi.console.guides;

import static musubi.user.Role.VIEWER;
import static musubi.user.feature.Route.Access.READ;

import musubi.user.feature.Feature;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The guides. Each feature says which of them its pages lead to. */
@Configuration(proxyBeanMethods = false)
class GuidesFeature {

    @Bean
    static Feature guidesContribution() {
        return Feature.of(GuidesFeature.class)
                .routes(READ, VIEWER, "/guides/**")
                .ofNoConnection("/guides/")
                .texts("guides")
                .build();
    }
}
