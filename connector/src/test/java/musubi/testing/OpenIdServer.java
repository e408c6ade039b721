package musubi.testing;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.util.HashMap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.core.oidc.OidcUserInfo;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;

/**
 * What Spring makes the {@link OpenIdProvider} of. No {@code @Configuration}: a Musubi in the same process would find it.
 */
@EnableWebSecurity
class OpenIdServer {

    @Bean
    @Order(1)
    SecurityFilterChain protocol(HttpSecurity security, OpenIdProvider provider) {
        var protocol = new OAuth2AuthorizationServerConfigurer();
        return security.securityMatcher(protocol.getEndpointsMatcher())
                .with(
                        protocol,
                        with -> with.oidc(oidc -> oidc.userInfoEndpoint(userInfo -> userInfo.userInfoMapper(of -> {
                            var subject = of.getAuthorization().getPrincipalName();
                            var claims = new HashMap<>(provider.claims(subject));
                            claims.put("sub", subject);
                            return new OidcUserInfo(claims);
                        }))))
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .oauth2ResourceServer(tokens -> tokens.jwt(Customizer.withDefaults()))
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint("/login")))
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain form(HttpSecurity security) {
        return security.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .formLogin(Customizer.withDefaults())
                .build();
    }

    @Bean
    UserDetailsService people(OpenIdProvider provider) {
        return subject -> {
            if (provider.claims(subject).isEmpty()) {
                throw new UsernameNotFoundException(subject);
            }
            return User.withUsername(subject).password(OpenIdProvider.PASSWORD).build();
        };
    }

    @Bean
    PasswordEncoder plainAndQuick() {
        return new PasswordEncoder() {
            @Override
            public @Nullable String encode(@Nullable CharSequence raw) {
                return raw == null ? null : raw.toString();
            }

            @Override
            public boolean matches(@Nullable CharSequence raw, @Nullable String encoded) {
                return raw != null && raw.toString().equals(encoded);
            }
        };
    }

    @Bean
    RegisteredClientRepository clients(OpenIdProvider provider) {
        return new RegisteredClientRepository() {
            @Override
            public void save(RegisteredClient client) {
                throw new UnsupportedOperationException();
            }

            @Override
            public @Nullable RegisteredClient findById(String id) {
                return findByClientId(id);
            }

            @Override
            public @Nullable RegisteredClient findByClientId(String id) {
                return id.equals(OpenIdProvider.CLIENT) ? provider.client() : null;
            }
        };
    }

    @Bean
    JWKSource<SecurityContext> publishedKeys(OpenIdProvider provider) {
        return (selector, _) -> selector.select(provider.published());
    }

    @Bean
    JwtEncoder signing(OpenIdProvider provider) {
        return claims -> new NimbusJwtEncoder(new ImmutableJWKSet<>(new JWKSet(provider.key()))).encode(claims);
    }

    @Bean
    JwtDecoder ownTokens(JWKSource<SecurityContext> keys) {
        return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
    }

    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> idTokens(OpenIdProvider provider) {
        return token -> {
            if (token.getTokenType().getValue().equals(OidcParameterNames.ID_TOKEN)) {
                token.getClaims().claims(claims -> {
                    if (provider.tellsInIdToken()) {
                        claims.putAll(provider.claims(Objects.requireNonNull(token.<Authentication>getPrincipal())
                                .getName()));
                    }
                    claims.putAll(provider.lies());
                });
            }
        };
    }

    @Bean
    FilterRegistrationBean<SlowAnswers> slow(OpenIdProvider provider) {
        var before = new FilterRegistrationBean<>(provider.slowAnswers());
        before.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return before;
    }

    @Bean
    AuthorizationServerSettings settings() {
        return AuthorizationServerSettings.builder().build();
    }
}
