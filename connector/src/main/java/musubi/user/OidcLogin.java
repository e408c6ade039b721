package musubi.user;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import musubi.user.OidcRefusedException.Reason;
import musubi.user.oidc.Identities;
import musubi.user.oidc.OidcAccount;
import musubi.user.oidc.OidcAttempts;
import musubi.user.oidc.OidcAttempts.Attempt;
import musubi.user.oidc.OidcProvider;
import musubi.user.oidc.OidcSettings;
import musubi.user.security.SignIns;
import musubi.user.security.SignIns.Outcome;
import musubi.user.security.UserSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.authentication.OAuth2LoginAuthenticationToken;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.userinfo.DefaultOAuth2UserService;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.RestClient;

/**
 * Sign-in by OpenID Connect: authorization code with state, nonce and PKCE S256. Of the provider's answer only issuer and subject are
 * stored, and e-mail address and name of a new person.
 */
@Component
public class OidcLogin {

    private static final Logger LOG = LoggerFactory.getLogger(OidcLogin.class);
    private static final Pattern CODE = Pattern.compile("[a-z_]{1,40}");

    /** Most sign-ins that call the provider at the same time. */
    private static final int MAX_CONCURRENT = 16;

    private final OidcSettings settings;
    private final OidcProvider provider;
    private final Identities identities;
    private final SignIns signIns;
    private final OidcAttempts attempts;
    private final WantedPage wanted;
    private final Semaphore permits = new Semaphore(MAX_CONCURRENT);

    /**
     * A completed sign-in.
     *
     * @param next the page that the person wanted before, else the first page
     */
    public record Arrived(Person person, URI next) {}

    OidcLogin(
            UserSettings settings,
            OidcProvider provider,
            Identities identities,
            SignIns signIns,
            OidcAttempts attempts,
            WantedPage wanted) {
        this.attempts = attempts;
        this.wanted = wanted;
        this.settings = settings.oidc();
        this.provider = provider;
        this.identities = identities;
        this.signIns = signIns;
    }

    /**
     * Starts a sign-in in the request's browser; an earlier attempt there ends.
     *
     * @param language requested for the provider's pages
     * @return the address at the provider to which the browser is redirected
     * @throws OidcRefusedException when the provider is unavailable or misconfigured
     */
    public URI begin(Language language, HttpServletRequest request, HttpServletResponse response) {
        var registration = provider.known().registration();
        var resolver = new DefaultOAuth2AuthorizationRequestResolver(_ -> registration);
        resolver.setAuthorizationRequestCustomizer(
                builder -> builder.additionalParameters(more -> more.put("ui_locales", language.code())));
        var authorization = resolver.resolve(request, registration.getRegistrationId());
        if (authorization == null) {
            throw new IllegalStateException("no authorization request");
        }
        attempts.keep(
                new Attempt(
                        Objects.requireNonNull(authorization.getState()),
                        Objects.requireNonNull(authorization.<String>getAttribute(OidcParameterNames.NONCE)),
                        Objects.requireNonNull(authorization.<String>getAttribute(PkceParameterNames.CODE_VERIFIER)),
                        Objects.requireNonNull(authorization.getRedirectUri()),
                        wanted.carriedBy(request),
                        attempts.now()),
                response);
        return URI.create(authorization.getAuthorizationRequestUri());
    }

    /**
     * Completes a sign-in by the provider's answer. It works once: the browser drops the attempt, and the provider accepts a code once.
     *
     * @param language of a new person
     * @throws OidcRefusedException when the answer is invalid, or nobody may sign in by the account
     */
    public Arrived finish(Language language, HttpServletRequest request, HttpServletResponse response) {
        var state = Objects.requireNonNullElse(request.getParameter(OAuth2ParameterNames.STATE), "");
        var attempt =
                attempts.take(state, request, response).orElseThrow(() -> new OidcRefusedException(Reason.EXPIRED));
        if (!permits.tryAcquire()) {
            throw new OidcRefusedException(Reason.AWAY);
        }
        try {
            var known = provider.known();
            var exchange = new OAuth2AuthorizationExchange(
                    request(known.registration(), attempt), answer(request, attempt.redirectUri()));
            var found = authenticator(known)
                    .authenticate(new OAuth2LoginAuthenticationToken(known.registration(), exchange));
            if (found == null || !(found.getPrincipal() instanceof OidcUser user)) {
                throw new OidcRefusedException(Reason.UNPROVEN);
            }
            return new Arrived(
                    identities.person(OidcAccount.of(settings.issuer(), user), language),
                    wanted.opened(attempt.wanted(), request));
        } catch (OidcRefusedException refused) {
            signIns.failed(Outcome.REFUSED, "", request.getRemoteAddr());
            LOG.info("A sign-in by OpenID Connect was refused: {}.", refused.reason());
            throw refused;
        } catch (AuthenticationException failure) {
            var reason = reason(failure);
            signIns.failed(Outcome.REFUSED, "", request.getRemoteAddr());
            LOG.warn("A sign-in by OpenID Connect failed: {} ({}).", reason, code(failure));
            throw new OidcRefusedException(reason, failure);
        } finally {
            permits.release();
        }
    }

    /** The authorization request, as far as the answer is compared with it. */
    private static OAuth2AuthorizationRequest request(ClientRegistration registration, Attempt attempt) {
        return OAuth2AuthorizationRequest.authorizationCode()
                .clientId(registration.getClientId())
                .authorizationUri(
                        Objects.requireNonNull(registration.getProviderDetails().getAuthorizationUri()))
                .redirectUri(attempt.redirectUri())
                .scopes(registration.getScopes())
                .state(attempt.state())
                .attributes(attributes -> {
                    attributes.put(OAuth2ParameterNames.REGISTRATION_ID, registration.getRegistrationId());
                    attributes.put(OidcParameterNames.NONCE, attempt.nonce());
                    attributes.put(PkceParameterNames.CODE_VERIFIER, attempt.verifier());
                })
                .build();
    }

    /** @throws OidcRefusedException when it has neither a code nor an error, or is for another attempt */
    private static OAuth2AuthorizationResponse answer(HttpServletRequest request, String redirectUri) {
        var state = request.getParameter(OAuth2ParameterNames.STATE);
        var code = request.getParameter(OAuth2ParameterNames.CODE);
        var error = request.getParameter(OAuth2ParameterNames.ERROR);
        if (state == null || state.isEmpty() || (code == null && error == null)) {
            throw new OidcRefusedException(Reason.EXPIRED);
        }
        return (error == null ? OAuth2AuthorizationResponse.success(code) : OAuth2AuthorizationResponse.error(error))
                .redirectUri(redirectUri)
                .state(state)
                .build();
    }

    private OidcAuthorizationCodeAuthenticationProvider authenticator(OidcProvider.Known known) {
        var tokens = new RestClientAuthorizationCodeTokenResponseClient();
        tokens.setRestClient(RestClient.builder()
                .requestFactory(provider.rest().getRequestFactory())
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                .configureMessageConverters(converters -> converters
                        .disableDefaults()
                        .addCustomConverter(new FormHttpMessageConverter())
                        .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
                .build());
        var claims = new DefaultOAuth2UserService();
        claims.setRestOperations(provider.rest());
        var users = new OidcUserService();
        users.setOauth2UserService(claims);
        // saves a call when the id token has the e-mail address
        users.setRetrieveUserInfo(request -> request.getIdToken().getEmail() == null
                && request.getClientRegistration()
                                .getProviderDetails()
                                .getUserInfoEndpoint()
                                .getUri()
                        != null);
        var authenticator = new OidcAuthorizationCodeAuthenticationProvider(tokens, users);
        authenticator.setJwtDecoderFactory(_ -> known.idTokens());
        return authenticator;
    }

    private static Reason reason(AuthenticationException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException || cause instanceof HttpServerErrorException) {
                return Reason.AWAY;
            }
            if (cause instanceof HttpClientErrorException) {
                return Reason.MISCONFIGURED;
            }
        }
        return switch (code(failure)) {
            case "invalid_state_parameter", "invalid_grant" -> Reason.EXPIRED;
            case "access_denied", "login_required", "consent_required", "interaction_required" -> Reason.DECLINED;
            case "temporarily_unavailable", "server_error" -> Reason.AWAY;
            case "invalid_client",
                    "unauthorized_client",
                    "invalid_request",
                    "invalid_scope",
                    "unsupported_response_type" -> Reason.MISCONFIGURED;
            default -> Reason.UNPROVEN;
        };
    }

    /** The error code, if it looks like one: an answer may contain anything. */
    private static String code(AuthenticationException failure) {
        return failure instanceof OAuth2AuthenticationException oauth
                        && CODE.matcher(oauth.getError().getErrorCode()).matches()
                ? oauth.getError().getErrorCode()
                : "other";
    }
}
