package musubi.line;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import musubi.system.trace.Traces;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LineSettings.class)
class LineConfiguration {

    @Bean
    LineClient lineClient(LineSettings settings, MeterRegistry meters, Traces traces, Clock clock) {
        return new LineClient(settings, meters, traces, clock);
    }

    @Bean
    LineMessages lineMessages(LineClient client) {
        return new LineMessages(client);
    }

    @Bean
    LineLogin lineLogin(LineSettings settings, MeterRegistry meters, Traces traces, Clock clock) {
        return new LineLogin(settings, meters, traces, clock);
    }
}
