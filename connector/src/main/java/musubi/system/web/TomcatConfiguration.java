package musubi.system.web;

import musubi.system.Proxies;
import musubi.system.upload.LargeForm;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.RemoteIpValve;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.TomcatProtocolHandlerCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Configures what has no property in Spring Boot: the format of errors, and limits of requests. */
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

    /**
     * Takes client address, protocol and host from the headers of trusted proxies only; of several addresses the right-most one that is not
     * a trusted proxy.
     */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> trustedProxies(Proxies proxies) {
        return factory -> proxies.trusted().ifPresent(ranges -> {
            var valve = new RemoteIpValve();
            valve.setInternalProxies(ranges);
            valve.setRemoteIpHeader("X-Forwarded-For");
            valve.setProtocolHeader("X-Forwarded-Proto");
            valve.setHostHeader("X-Forwarded-Host");
            factory.addEngineValves(valve);
        });
    }

    /**
     * @param bodies on the heap
     * @param uploads on disk
     */
    record Budgets(BodyBudget bodies, BodyBudget uploads) {}

    @Bean
    Budgets budgets(WebSettings settings) {
        return new Budgets(
                new BodyBudget(settings.bodiesInFlight().toBytes()),
                new BodyBudget(settings.uploadsInFlight().toBytes()));
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> bounds(
            WebSettings settings, Budgets budgets, ObjectProvider<LargeForm> largeForms) {
        var large = largeForms.stream().toList();
        return factory -> {
            factory.setProtocol(PromptHeads.class.getName());
            factory.addProtocolHandlerCustomizers(
                    (TomcatProtocolHandlerCustomizer<PromptHeads>) heads -> heads.headTime(settings.headTime()));
            factory.addEngineValves(new LeftoverValve());
            factory.addContextValves(
                    new CutAnswerValve(),
                    new BodyValve(
                            settings.bodyTime(),
                            budgets.bodies(),
                            budgets.uploads(),
                            request -> large.stream().anyMatch(form -> form.matches(request))));
        };
    }

    /** Runs before all filters that query anything; webhooks pass no filter. */
    @Bean
    FilterRegistrationBean<StrangerFilter> strangerFilter(WebSettings settings, MessageSource words) {
        var registration = new FilterRegistrationBean<>(new StrangerFilter(settings, new BusyPage(words)));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        return registration;
    }
}
