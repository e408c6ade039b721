package musubi.console.imports;

import static musubi.user.Role.OPERATOR;
import static musubi.user.Role.VIEWER;
import static musubi.user.feature.Route.Access.CHANGE;
import static musubi.user.feature.Route.Access.READ;

import musubi.user.feature.Feature;
import musubi.user.feature.Section;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Imports. */
@Configuration(proxyBeanMethods = false)
class ImportsFeature {

    @Bean
    static Feature importsContribution() {
        return Feature.of(ImportsFeature.class)
                .navigation(new Section("import", 30), 0, "/connections/{id}/imports", "console.section.import")
                .guide("import", "/connections/*/imports/**")
                .routes(READ, VIEWER, "/connections/*/imports/**")
                .routes(CHANGE, OPERATOR, "/connections/*/imports/**")
                .texts("imports")
                .build();
    }
}
