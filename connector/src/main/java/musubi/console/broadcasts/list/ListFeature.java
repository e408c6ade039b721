package musubi.console.broadcasts.list;

import static musubi.user.Role.OPERATOR;
import static musubi.user.feature.Route.Access.BOTH;

import musubi.user.feature.Feature;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lists of broadcasts. */
@Configuration(proxyBeanMethods = false)
class ListFeature {

    @Bean
    static Feature broadcastListContribution() {
        return Feature.of(ListFeature.class)
                .routes(BOTH, OPERATOR, "/broadcasts/*/list")
                .guide("send-a-message#what-is-on-the-contact", "/broadcasts/*/list")
                .build();
    }
}
