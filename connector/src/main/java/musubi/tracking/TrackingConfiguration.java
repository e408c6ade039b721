package musubi.tracking;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.Filter;
import java.time.Clock;
import musubi.user.feature.Feature;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** The addresses of links, and what their pages say. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TrackingSettings.class)
class TrackingConfiguration {

    private static final String LINKS = TrackedLinks.PATH + "*";

    @Bean
    static Feature trackingContribution() {
        return Feature.of(TrackingConfiguration.class).texts("tracking").build();
    }

    @Bean
    RedirectServlet redirect(
            LinkTokens tokens,
            LinkTargets targets,
            ClickBuffer clicks,
            ObjectProvider<RedirectPages> pages,
            MeterRegistry metrics,
            Clock clock) {
        return new RedirectServlet(tokens, targets, clicks, pages, metrics, clock);
    }

    @Bean
    OpenServlet openImage(LinkTokens tokens, OpenBuffer opens, Clock clock) {
        return new OpenServlet(tokens, opens, clock);
    }

    @Bean
    ServletRegistrationBean<OpenServlet> openImageRegistration(OpenServlet openImage) {
        return new ServletRegistrationBean<>(openImage, OpenImages.PATH + "*");
    }

    /** As for the redirect. */
    @Bean
    FilterRegistrationBean<Filter> openImagePastAllFilters(OpenServlet openImage) {
        var registration =
                new FilterRegistrationBean<Filter>((request, response, _) -> openImage.service(request, response));
        registration.addUrlPatterns(OpenImages.PATH + "*");
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    @Bean
    ServletRegistrationBean<RedirectServlet> redirectRegistration(RedirectServlet redirect) {
        return new ServletRegistrationBean<>(redirect, LINKS);
    }

    /** As for webhooks: what filters do for pages is not wanted here (sessions, cookies), and would cost more than the redirect. */
    @Bean
    FilterRegistrationBean<Filter> redirectPastAllFilters(RedirectServlet redirect) {
        var registration =
                new FilterRegistrationBean<Filter>((request, response, _) -> redirect.service(request, response));
        registration.addUrlPatterns(LINKS);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }
}
