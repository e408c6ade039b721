package musubi.link;

import static musubi.user.feature.Route.Access.READ;

import musubi.user.feature.Feature;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The pages that friends open to connect themselves. */
@Configuration(proxyBeanMethods = false)
class LinkFeature {

    @Bean
    static Feature linkContribution() {
        return Feature.of(LinkFeature.class)
                .open(READ, "/link/**")
                .ofNoConnection("/link/")
                .texts("link")
                .build();
    }
}
