package musubi.workflow;

import jakarta.servlet.Filter;
import java.time.Clock;
import musubi.hubspot.HubSpotSettings;
import musubi.system.PublicAddress;
import musubi.system.trace.Traces;
import musubi.user.feature.Feature;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** The addresses of workflow actions. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WorkflowSettings.class)
class WorkflowConfiguration {

    private static final String ACTIONS = "/hubspot/actions/*";

    @Bean
    static Feature workflowContribution() {
        return Feature.of(WorkflowConfiguration.class).texts("workflow").build();
    }

    @Bean
    ActionServlet actions(
            TakeExecution take,
            ExecuteScenario scenario,
            ActionOptions options,
            WaitingExecutions waiting,
            HubSpotSettings settings,
            PublicAddress address,
            Traces traces,
            Clock clock) {
        return new ActionServlet(take, scenario, options, waiting, settings, address, traces, clock);
    }

    @Bean
    ServletRegistrationBean<ActionServlet> actionsRegistration(ActionServlet actions) {
        return new ServletRegistrationBean<>(actions, ACTIONS);
    }

    /**
     * As for webhooks: they are signed, and thousands come at once from a few addresses, which the filter for strangers would refuse. Each is read
     * and stored by few threads, and costs no query before its signature is known to be right.
     */
    @Bean
    FilterRegistrationBean<Filter> actionsPastAllFilters(ActionServlet actions) {
        var registration =
                new FilterRegistrationBean<Filter>((request, response, _) -> actions.service(request, response));
        registration.addUrlPatterns(ACTIONS);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }
}
