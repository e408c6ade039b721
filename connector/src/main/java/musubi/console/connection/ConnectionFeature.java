package musubi.console.connection;

import static musubi.user.Role.ADMIN;
import static musubi.user.Role.VIEWER;
import static musubi.user.feature.Route.Access.BOTH;
import static musubi.user.feature.Route.Access.CHANGE;
import static musubi.user.feature.Route.Access.READ;

import musubi.user.feature.Feature;
import musubi.user.feature.Section;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One connection. Its routes are the ground of all pages below a connection. */
@Configuration(proxyBeanMethods = false)
class ConnectionFeature {

    @Bean
    static Feature connectionContribution() {
        return Feature.of(ConnectionFeature.class)
                .navigation(Section.outsideTheMenu("connection"), 0, "/connections/{id}", "connection.title")
                .routes(READ, VIEWER, "/connections/**")
                .routes(CHANGE, ADMIN, "/connections/**")
                .routes(BOTH, ADMIN, "/connections/*/delete", "/connections/*/pause")
                .checkedByPage("/connections/{id}/hubspot/install/{install}")
                .texts("connection")
                .texts("problems")
                .build();
    }
}
