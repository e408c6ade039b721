package musubi.system.web;

import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** What of Tomcat no property sets: how errors look, and what strangers can make it hold. */
@Configuration(proxyBeanMethods = false)
class TomcatConfiguration {

    /** Bytes of files in flight, on disk: four imports of the largest size. */
    private static final long UPLOADS = 4L * (81 << 20);

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemReports() {
        return factory -> factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(ProblemReportValve.class.getName());
            }
        });
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> bounds() {
        return factory -> {
            factory.setProtocol(PromptHeads.class.getName());
            factory.addEngineValves(new LeftoverValve());
            factory.addContextValves(new BodyValve(new BodyBudget(BodyValve.ALL), new BodyBudget(UPLOADS)));
            factory.addContextCustomizers(context -> context.setManager(new BoundedSessions(BoundedSessions.MOST)));
        };
    }

    /** Before all that looks anything up, and after webhooks, which go past all filters. */
    @Bean
    FilterRegistrationBean<StrangerFilter> strangerFilter(MessageSource words) {
        var registration = new FilterRegistrationBean<>(new StrangerFilter(new BusyPage(words)));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        return registration;
    }
}
