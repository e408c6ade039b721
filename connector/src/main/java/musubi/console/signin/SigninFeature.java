package musubi.console.signin;

import static musubi.user.feature.Route.Access.BOTH;
import static musubi.user.feature.Route.Access.READ;

import musubi.user.feature.Feature;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Signing in, and what one-time links open. */
@Configuration(proxyBeanMethods = false)
class SigninFeature {

    @Bean
    static Feature signinContribution() {
        return Feature.of(SigninFeature.class)
                .open(BOTH, "/login", "/setup/*", "/invite/*", "/reset/*")
                // to the provider of OpenID Connect and back; its answer is bound to the browser that asked
                .open(READ, "/login/oidc", "/login/oidc/callback")
                .ofNoConnection("/setup/", "/invite/", "/reset/")
                .texts("signin")
                .build();
    }
}
