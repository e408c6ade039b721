package musubi.console.layout;

import static musubi.user.Role.VIEWER;
import static musubi.user.feature.Route.Access.BOTH;
import static musubi.user.feature.Route.Access.READ;

import musubi.user.feature.Feature;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The files, texts and error page that all pages use. */
@Configuration(proxyBeanMethods = false)
class LayoutFeature {

    @Bean
    static Feature layoutContribution() {
        return Feature.of(LayoutFeature.class)
                .open(READ, "/assets/**", "/webjars/**", "/avatar.png")
                .routes(BOTH, VIEWER, "/error")
                .texts("console")
                .build();
    }
}
