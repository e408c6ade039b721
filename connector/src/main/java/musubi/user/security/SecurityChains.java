package musubi.user.security;

import jakarta.servlet.DispatcherType;
import java.time.Clock;
import java.util.Objects;
import musubi.system.ApiToken;
import musubi.system.PictureSources;
import musubi.system.PublicAddress;
import musubi.user.Actor;
import musubi.user.ApiTokens;
import musubi.user.AuditLog;
import musubi.user.People;
import musubi.user.RouteAuthorizationManager;
import musubi.user.Routes;
import musubi.user.Sessions;
import musubi.user.SignIn;
import musubi.user.WantedPage;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.header.writers.ContentSecurityPolicyHeaderWriter;
import org.springframework.security.web.header.writers.DelegatingRequestMatcherHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Webhooks pass; programs come by token, without a session; people by signing in. Where they may go: {@link Routes}. */
@Configuration(proxyBeanMethods = false)
class SecurityChains {

    private static final long A_YEAR = 31_536_000;

    /** Friends' pictures come from LINE's servers; nothing else comes from elsewhere, and nothing stands inline. */
    private static final String POLICY = "default-src 'self'; img-src 'self' data: " + PictureSources.POLICY
            + "; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    /** Swagger UI sets styles inline. */
    private static final String SWAGGER_POLICY = POLICY + "; style-src 'self' 'unsafe-inline'";

    private static final RequestMatcher SWAGGER = path("/swagger-ui/**");
    private static final RequestMatcher DOCUMENTS =
            new OrRequestMatcher(SWAGGER, path("/swagger-ui.html"), path("/v3/api-docs/**"), path("/v3/api-docs.yaml"));
    private static final RequestMatcher PROGRAMS = new OrRequestMatcher(
            path("/api/**"),
            path("/actuator/**"),
            new AndRequestMatcher(DOCUMENTS, request -> request.getHeader(HttpHeaders.AUTHORIZATION) != null));

    private static RequestMatcher path(String pattern) {
        return PathPatternRequestMatcher.withDefaults().matcher(pattern);
    }

    /** Webhooks are signed, and there are many of them: no filter runs for them. */
    @Bean
    @Order(0)
    SecurityFilterChain webhookChain() {
        return new DefaultSecurityFilterChain(path("/webhooks/**"));
    }

    @Bean
    @Order(50)
    SecurityFilterChain programChain(
            HttpSecurity security,
            ApiToken token,
            ApiTokens tokens,
            PublicAddress address,
            WantedPage wanted,
            MessageSource messages,
            Routes routes) {
        var errorHandler = new SecurityErrorHandler(token, wanted, messages);
        return common(security.securityMatcher(PROGRAMS), errorHandler, address, routes)
                .addFilterBefore(new BearerFilter(token, tokens), AuthorizationFilter.class)
                .addFilterAfter(
                        new UploadFilter(new RouteAuthorizationManager(routes), errorHandler),
                        AuthorizationFilter.class)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // a browser never sends a token by itself
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .build();
    }

    @Bean
    @Order(100)
    SecurityFilterChain pageChain(
            HttpSecurity security,
            ApiToken token,
            PublicAddress address,
            PasswordLogin login,
            People people,
            Sessions sessions,
            SignIn signIn,
            KnownBrowsers browsers,
            AuditLog audit,
            UserSettings settings,
            FormTokens forms,
            WantedPage wanted,
            MessageSource messages,
            Routes routes,
            Clock clock) {
        if (settings.passwordLogin()) {
            security.formLogin(form -> form.loginPage("/login")
                    .usernameParameter("email")
                    .authenticationDetailsSource(request -> SignInAttempt.of(
                            People.canonical(Objects.requireNonNullElse(request.getParameter("email"), "")),
                            request,
                            browsers))
                    .successHandler((request, response, authentication) -> {
                        signIn.arrived(authentication, request, response);
                        Redirect.to(wanted.after(request).toString(), request, response);
                    })
                    .failureHandler((request, response, failure) -> Redirect.to(
                            WantedPage.loginPage(
                                    request,
                                    failure instanceof LockedException ? "throttled" : "wrong",
                                    wanted.carriedBy(request)),
                            request,
                            response)));
        }
        var errorHandler = new SecurityErrorHandler(token, wanted, messages);
        return common(security, errorHandler, address, routes)
                // without a parent manager, which would ask it a second time
                .authenticationManager(new ProviderManager(login))
                .addFilterAfter(
                        new SessionFilter(people, sessions, settings.session().life(), clock),
                        SecurityContextHolderFilter.class)
                .addFilterAfter(
                        new UploadFilter(new RouteAuthorizationManager(routes), errorHandler), SessionFilter.class)
                .csrf(csrf -> csrf.csrfTokenRepository(forms))
                // the wanted page travels with the browser: see WantedPage
                .requestCache(cache -> cache.requestCache(new NullRequestCache()))
                .logout(logout -> logout.logoutUrl("/logout")
                        .addLogoutHandler((_, _, _) ->
                                Actor.current().ifPresent(actor -> audit.record("person.signedOut", actor.name(), "")))
                        .logoutSuccessHandler((request, response, _) ->
                                Redirect.to(request.getContextPath() + "/login?problem=out", request, response)))
                .build();
    }

    private static HttpSecurity common(
            HttpSecurity security, SecurityErrorHandler errorHandler, PublicAddress address, Routes routes) {
        var encrypted = "https".equals(address.base().getScheme());
        return security.authorizeHttpRequests(
                        requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                                .permitAll()
                                .anyRequest()
                                .access(new RouteAuthorizationManager(routes)))
                .exceptionHandling(handling ->
                        handling.authenticationEntryPoint(errorHandler).accessDeniedHandler(errorHandler))
                .headers(headers -> headers.addHeaderWriter(new DelegatingRequestMatcherHeaderWriter(
                                SWAGGER, new ContentSecurityPolicyHeaderWriter(SWAGGER_POLICY)))
                        .addHeaderWriter(new DelegatingRequestMatcherHeaderWriter(
                                new NegatedRequestMatcher(SWAGGER), new ContentSecurityPolicyHeaderWriter(POLICY)))
                        .httpStrictTransportSecurity(strict -> {
                            // a proxy may have terminated TLS
                            var here = encrypted ? AnyRequestMatcher.INSTANCE : (RequestMatcher) request -> false;
                            strict.requestMatcher(here).maxAgeInSeconds(A_YEAR).includeSubDomains(false);
                        })
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                        .permissionsPolicyHeader(policy -> policy.policy("camera=(), geolocation=(), microphone=()")));
    }
}
