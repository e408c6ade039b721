package musubi.system.trace;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Without an address nothing of OpenTelemetry is loaded. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TraceSettings.class)
class TraceConfiguration {

    @Bean
    Traces traces(TraceSettings settings) {
        var endpoint = settings.otlpEndpoint();
        return endpoint == null ? Traces.OFF : new OtlpTraces(endpoint);
    }

    /** After the limits of strangers: what they refuse is not traced. */
    @Bean
    FilterRegistrationBean<RequestSpans> requestSpans(Traces traces) {
        var registration = new FilterRegistrationBean<>(new RequestSpans(traces));
        registration.setEnabled(traces.isOn());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 20);
        return registration;
    }
}
