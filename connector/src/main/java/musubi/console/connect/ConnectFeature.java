package musubi.console.connect;

import static musubi.user.Role.ADMIN;
import static musubi.user.feature.Route.Access.BOTH;

import musubi.user.feature.Feature;
import musubi.user.feature.Section;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps to a new connection. */
@Configuration(proxyBeanMethods = false)
class ConnectFeature {

    @Bean
    static Feature connectContribution() {
        return Feature.of(ConnectFeature.class)
                .navigation(Section.outsideTheMenu("connect"), 0, "/connections/new", "connect.title")
                .guide("connect", "/connections/new/**")
                .routes(BOTH, ADMIN, "/connections/new/**")
                .build();
    }
}
