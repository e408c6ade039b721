package musubi.user.session;

import static java.util.Objects.requireNonNullElse;

import jakarta.servlet.DispatcherType;
import java.time.Duration;
import musubi.system.DurableJobs;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.session.web.http.SessionRepositoryFilter;

/** Puts {@link StoredSessions} in the place of the sessions of the servlet container. */
@Configuration(proxyBeanMethods = false)
class SessionConfiguration {

    private static final Duration PAUSE = Duration.ofMinutes(10);

    @Bean
    SessionTimeout sessionTimeout(ServerProperties server) {
        return new SessionTimeout(
                requireNonNullElse(server.getServlet().getSession().getTimeout(), Duration.ZERO));
    }

    /** Before Spring Security's filters. It asks for a session only when somebody needs it. */
    @Bean
    FilterRegistrationBean<SessionRepositoryFilter<StoredSession>> storedSessionFilter(
            StoredSessions sessions, SessionCookie cookie) {
        var filter = new SessionRepositoryFilter<>(sessions);
        filter.setHttpSessionIdResolver(cookie);
        var registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(SessionRepositoryFilter.DEFAULT_ORDER);
        registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR);
        return registration;
    }

    /** On one node at a time. */
    @Bean
    SmartInitializingSingleton deleteEndedSessions(StoredSessions sessions, DurableJobs jobs) {
        return () -> jobs.every(PAUSE, "ended-sessions", sessions::deleteEnded);
    }
}
