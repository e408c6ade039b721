package musubi.result;

import musubi.user.feature.Feature;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is said about results. */
@Configuration(proxyBeanMethods = false)
class ResultConfiguration {

    @Bean
    static Feature resultContribution() {
        return Feature.of(ResultConfiguration.class).texts("result").build();
    }
}
