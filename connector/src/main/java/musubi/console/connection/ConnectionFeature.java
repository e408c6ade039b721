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

    private static final Section CONNECTION = new Section("connection", 45);

    @Bean
    static Feature connectionContribution() {
        return Feature.of(ConnectionFeature.class)
                .navigation(CONNECTION, 10, "/connections/{id}", "connection.tab.state")
                .navigation(CONNECTION, 20, "/connections/{id}/options", "connection.tab.options")
                .navigation(CONNECTION, 30, "/connections/{id}/line", "connection.tab.line")
                .navigation(CONNECTION, 40, "/connections/{id}/hubspot", "connection.tab.hubspot")
                .navigation(CONNECTION, 50, "/connections/{id}/manage", "connection.tab.manage")
                .guide("connect#problems-and-what-to-do", "/connections/*")
                .guide("connect#connect-them", "/connections/*/options")
                .guide("send-a-message#quiet-hours-quota-and-costs", "/connections/*/sending")
                .guide("send-a-message#let-friends-stop-messages", "/connections/*/opt-out")
                .guide("connect#line", "/connections/*/line", "/connections/*/webhook")
                .guide("connect#hubspot", "/connections/*/hubspot")
                .guide(
                        "operate#pause-a-connection",
                        "/connections/*/manage",
                        "/connections/*/pause",
                        "/connections/*/delete")
                .routes(READ, VIEWER, "/connections/**")
                .routes(CHANGE, ADMIN, "/connections/**")
                .routes(BOTH, ADMIN, "/connections/*/delete", "/connections/*/pause", "/connections/*/manage")
                .checkedByPage("/connections/{id}/hubspot/install/{install}")
                .texts("connection")
                .texts("month")
                .texts("problems")
                .build();
    }
}
