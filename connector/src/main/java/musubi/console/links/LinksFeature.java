package musubi.console.links;

import static musubi.user.Role.OPERATOR;
import static musubi.user.Role.VIEWER;
import static musubi.user.feature.Route.Access.CHANGE;
import static musubi.user.feature.Route.Access.READ;

import musubi.user.feature.Feature;
import musubi.user.feature.Section;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Links and their QR codes. */
@Configuration(proxyBeanMethods = false)
class LinksFeature {

    @Bean
    static Feature linksContribution() {
        return Feature.of(LinksFeature.class)
                .navigation(new Section("links", 20), 0, "/connections/{id}/links", "console.section.links")
                .guide("link", "/connections/*/links/**")
                .routes(READ, VIEWER, "/connections/*/links/**", "/connections/*/link/**")
                .routes(CHANGE, OPERATOR, "/connections/*/links/**")
                .texts("links")
                .build();
    }
}
