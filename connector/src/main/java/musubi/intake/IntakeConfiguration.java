package musubi.intake;

import io.micrometer.core.instrument.MeterRegistry;
import musubi.connection.Connections;
import musubi.inbox.Inbox;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where the webhooks are. */
@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {

    @Bean
    ServletRegistrationBean<LineWebhook> lineWebhook(Inbox inbox, Connections connections, MeterRegistry metrics) {
        return new ServletRegistrationBean<>(new LineWebhook(inbox, connections, metrics), "/webhooks/line/*");
    }
}
