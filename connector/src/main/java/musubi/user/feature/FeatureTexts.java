package musubi.user.feature;

import java.nio.charset.StandardCharsets;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.context.support.ResourceBundleMessageSource;

/** The texts of all features. Without a bundle in the reader's language the Japanese one counts, whatever the system's is. */
@Configuration(proxyBeanMethods = false)
class FeatureTexts {

    @Bean(AbstractApplicationContext.MESSAGE_SOURCE_BEAN_NAME)
    static ResourceBundleMessageSource messageSource() {
        var messages = new ResourceBundleMessageSource();
        messages.setDefaultEncoding(StandardCharsets.UTF_8.name());
        messages.setFallbackToSystemLocale(false);
        return messages;
    }

    /** The message source is one of the first beans, features come later. */
    @Bean
    static SmartInitializingSingleton addTextsOfFeatures(
            ResourceBundleMessageSource messages, ObjectProvider<Feature> features) {
        return () -> features.stream()
                .flatMap(feature -> feature.texts().stream())
                .forEach(bundle -> messages.addBasenames("messages/" + bundle));
    }
}
