package musubi.console.phone;

import musubi.user.feature.Feature;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The words on the phone. */
@Configuration(proxyBeanMethods = false)
class PhoneFeature {

    @Bean
    static Feature phoneContribution() {
        return Feature.of(PhoneFeature.class).texts("phone").build();
    }
}
