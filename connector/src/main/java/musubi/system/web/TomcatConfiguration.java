package musubi.system.web;

import org.apache.catalina.core.StandardHost;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.TomcatProtocolHandlerCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** What of Tomcat no property sets: how errors look, and what strangers can make it hold. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebSettings.class)
class TomcatConfiguration {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemReports() {
        return factory -> factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(ProblemReportValve.class.getName());
            }
        });
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> bounds(WebSettings settings) {
        return factory -> {
            factory.setProtocol(PromptHeads.class.getName());
            factory.addProtocolHandlerCustomizers(
                    (TomcatProtocolHandlerCustomizer<PromptHeads>) heads -> heads.headTime(settings.headTime()));
            factory.addEngineValves(new LeftoverValve());
            factory.addContextValves(new BodyValve(
                    settings.bodyTime(),
                    new BodyBudget(settings.bodiesInFlight().toBytes()),
                    new BodyBudget(settings.uploadsInFlight().toBytes())));
            factory.addContextCustomizers(context -> context.setManager(new BoundedSessions(settings.sessions())));
        };
    }

    /** Before all that looks anything up, and after webhooks, which go past all filters. */
    @Bean
    FilterRegistrationBean<StrangerFilter> strangerFilter(WebSettings settings, MessageSource words) {
        var registration = new FilterRegistrationBean<>(new StrangerFilter(settings, new BusyPage(words)));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        return registration;
    }
}
