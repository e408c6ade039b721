package musubi.system.web;

import jakarta.servlet.DispatcherType;
import musubi.system.ApiToken;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/** Health, webhooks, the pages of friends and of installing our app, and static files are open; all else needs the API token. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    /** Friends' pictures come from LINE's servers; nothing else comes from elsewhere. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'self'; img-src 'self' https: data:;"
            + " style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'self'; form-action 'self';"
            + " frame-ancestors 'none'";

    /** Webhooks carry a signature of their own and come in their thousands: not one filter stands before them. */
    @Bean
    @Order(0)
    SecurityFilterChain webhooks() {
        return new DefaultSecurityFilterChain(
                PathPatternRequestMatcher.withDefaults().matcher("/webhooks/**"));
    }

    @Bean
    @Order(100)
    SecurityFilterChain everythingElse(HttpSecurity security, ApiToken token) {
        return security.authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(
                                DispatcherType.ERROR, DispatcherType.ASYNC)
                        .permitAll()
                        .requestMatchers("/actuator/health/**")
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, "/avatar.png", "/favicon.ico", "/assets/**", "/webjars/**")
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, "/link/**")
                        .permitAll()
                        .requestMatchers(HttpMethod.HEAD, "/link/**")
                        .permitAll()
                        // who installs our app in HubSpot; link and state are secrets of their own
                        .requestMatchers(HttpMethod.GET, "/hubspot/install/*", "/hubspot/callback")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .addFilterBefore(new ApiTokenFilter(token), AuthorizationFilter.class)
                .exceptionHandling(handling -> handling.authenticationEntryPoint(new TokenRequired(token)))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers -> headers.contentSecurityPolicy(
                                policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                        .permissionsPolicyHeader(policy -> policy.policy("camera=(), geolocation=(), microphone=()")))
                // a token is sent on purpose, never by a browser on its own
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .build();
    }
}
