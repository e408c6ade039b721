package musubi.intake;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.Filter;
import java.time.Clock;
import musubi.connection.Connections;
import musubi.hubspot.HubSpotSettings;
import musubi.inbox.Activity;
import musubi.inbox.EventQueue;
import musubi.inbox.FailedEvents;
import musubi.system.PublicAddress;
import musubi.system.trace.Traces;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** The addresses of the webhooks. */
@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {

    private static final String LINE = "/webhooks/line/*";

    @Bean
    LineWebhook lineWebhook(
            EventQueue queue,
            Activity activity,
            Connections connections,
            MeterRegistry metrics,
            Traces traces,
            ApplicationEventPublisher publisher) {
        return new LineWebhook(queue, activity, connections, metrics, traces, publisher);
    }

    @Bean
    ServletRegistrationBean<LineWebhook> lineWebhookRegistration(LineWebhook webhook) {
        return new ServletRegistrationBean<>(webhook, LINE);
    }

    @Bean
    HubSpotWebhook hubspotWebhook(
            EventQueue queue,
            FailedEvents failures,
            Connections connections,
            HubSpotSettings settings,
            PublicAddress address,
            Traces traces,
            Clock clock) {
        return new HubSpotWebhook(queue, failures, connections, settings, address, traces, clock);
    }

    @Bean
    ServletRegistrationBean<HubSpotWebhook> hubspotWebhookRegistration(HubSpotWebhook webhook) {
        return new ServletRegistrationBean<>(webhook, "/webhooks/hubspot");
    }

    /**
     * The filters for pages and API (observation, security, form contents) do nothing for a webhook and cost as much as it does: this one
     * comes first and calls the servlet at once.
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
