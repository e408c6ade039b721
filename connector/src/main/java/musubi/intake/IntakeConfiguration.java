package musubi.intake;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.Filter;
import musubi.connection.Connections;
import musubi.inbox.Inbox;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Where the webhooks are. */
@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {

    private static final String LINE = "/webhooks/line/*";

    @Bean
    LineWebhook lineWebhook(Inbox inbox, Connections connections, MeterRegistry metrics) {
        return new LineWebhook(inbox, connections, metrics);
    }

    @Bean
    ServletRegistrationBean<LineWebhook> lineWebhookRegistration(LineWebhook webhook) {
        return new ServletRegistrationBean<>(webhook, LINE);
    }

    /**
     * The filters of pages and API (observation, security, form contents) have nothing to do here and cost as much as
     * the webhook itself: one stands before them all and goes to the servlet at once.
     */
    @Bean
    FilterRegistrationBean<Filter> pastAllFilters(LineWebhook webhook) {
        var registration =
                new FilterRegistrationBean<Filter>((request, response, ignored) -> webhook.service(request, response));
        registration.addUrlPatterns(LINE);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }
}
