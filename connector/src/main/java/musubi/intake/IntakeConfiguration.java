package musubi.intake;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.Filter;
import java.time.Clock;
import musubi.connection.Connections;
import musubi.hubspot.HubSpotSettings;
import musubi.inbox.Inbox;
import musubi.system.PublicAddress;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Where the webhooks are. */
@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {

    private static final String LINE = "/webhooks/line/*";

    @Bean
    LineWebhook lineWebhook(
            Inbox inbox, Connections connections, MeterRegistry metrics, ApplicationEventPublisher publisher) {
        return new LineWebhook(inbox, connections, metrics, publisher);
    }

    @Bean
    ServletRegistrationBean<LineWebhook> lineWebhookRegistration(LineWebhook webhook) {
        return new ServletRegistrationBean<>(webhook, LINE);
    }

    @Bean
    HubSpotWebhook hubspotWebhook(
            Inbox inbox, Connections connections, HubSpotSettings settings, PublicAddress address, Clock clock) {
        return new HubSpotWebhook(inbox, connections, settings, address, clock);
    }

    @Bean
    ServletRegistrationBean<HubSpotWebhook> hubspotWebhookRegistration(HubSpotWebhook webhook) {
        return new ServletRegistrationBean<>(webhook, "/webhooks/hubspot");
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
