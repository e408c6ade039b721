package musubi.user.oidc;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import musubi.system.PublicAddress;
import musubi.system.http.BoundedHttp;
import musubi.system.http.BoundedRequests;
import musubi.user.OidcRefusedException;
import musubi.user.OidcRefusedException.Reason;
import musubi.user.security.UserSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpMethod;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistration.ClientSettings;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestTemplate;

/**
 * The provider's endpoints and keys. Its discovery document is read when it is first needed, so that Musubi starts and works while the
 * provider is unavailable, and again once a day. A call fails after 3 s without a connection or 5 s without a complete answer. After a
 * failure there is no further call for 5 s, however many people try to sign in.
 *
 * @see <a href="https://openid.net/specs/openid-connect-discovery-1_0.html">OpenID Connect Discovery 1.0</a>
 */
@Component
public class OidcProvider implements AutoCloseable {

    static final String CALLBACK = "/login/oidc/callback";
    static final Duration PAUSE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(OidcProvider.class);
    private static final Duration TTL = Duration.ofDays(1);
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    /** Largest answer. Key sets are the largest ones. */
    private static final int MAX_BYTES = 1024 * 1024;

    private final OidcSettings settings;
    private final PublicAddress address;
    private final Clock clock;
    private final BoundedHttp http;
    private final RestTemplate rest;
    private @Nullable Known known;
    private Instant next = Instant.MIN;
    private Reason lastFailure = Reason.AWAY;

    /**
     * What is known of the provider.
     *
     * @param idTokens accepts id tokens that the provider signed for Musubi and that are valid now
     */
    public record Known(ClientRegistration registration, JwtDecoder idTokens) {}

    @Autowired
    OidcProvider(UserSettings settings, PublicAddress address, Clock clock) {
        this(settings, address, clock, DEADLINE);
    }

    OidcProvider(UserSettings settings, PublicAddress address, Clock clock, Duration deadline) {
        this.settings = settings.oidc();
        this.address = address;
        this.clock = clock;
        this.http = new BoundedHttp(Duration.ofSeconds(3), deadline, MAX_BYTES);
        this.rest = new RestTemplate(new BoundedRequests(http));
    }

    @Override
    public void close() {
        http.close();
    }

    /** The client for all calls to the provider. */
    public RestTemplate rest() {
        return rest;
    }

    /**
     * Endpoints and keys of the provider, read again when they are older than a day.
     *
     * @throws OidcRefusedException when the discovery document was never read and cannot be read now
     */
    public synchronized Known known() {
        var now = clock.instant();
        if (now.isBefore(next)) {
            return last();
        }
        try {
            var read = read();
            known = read;
            next = now.plus(TTL);
            return read;
        } catch (ResourceAccessException | HttpServerErrorException away) {
            LOG.warn("The provider of musubi.oidc.issuer does not answer.");
            lastFailure = Reason.AWAY;
        } catch (RuntimeException wrong) {
            // missing, not JSON, incomplete, or of another issuer
            LOG.warn(
                    "The discovery document of musubi.oidc.issuer cannot be used ({}). Set musubi.oidc.issuer to"
                            + " \"issuer\" as that document has it.",
                    wrong.getClass().getSimpleName());
            lastFailure = Reason.MISCONFIGURED;
        }
        next = now.plus(PAUSE);
        return last();
    }

    private Known last() {
        var last = known;
        if (last == null) {
            throw new OidcRefusedException(lastFailure);
        }
        return last;
    }

    private Known read() {
        var document = rest.exchange(
                        settings.issuer().replaceAll("/+$", "") + "/.well-known/openid-configuration",
                        HttpMethod.GET,
                        null,
                        new ParameterizedTypeReference<Map<String, Object>>() {})
                .getBody();
        if (document == null || !settings.issuer().equals(document.get("issuer"))) {
            throw new IllegalArgumentException("another issuer");
        }
        var registration = ClientRegistrations.fromOidcConfiguration(document)
                .registrationId("oidc")
                .clientId(settings.clientId())
                .clientSecret(settings.clientSecret())
                .scope(settings.scopeSet())
                .redirectUri(address.of(CALLBACK).toString())
                .clientSettings(ClientSettings.builder().requireProofKey(true).build())
                .build();
        return new Known(registration, idTokens(registration, algorithms(document)));
    }

    /** Fetches keys when a token names an unknown one. */
    private JwtDecoder idTokens(ClientRegistration registration, Set<SignatureAlgorithm> algorithms) {
        var times = new JwtTimestampValidator();
        times.setClock(clock);
        var claims = new OidcIdTokenValidator(registration);
        claims.setClock(clock);
        var decoder = NimbusJwtDecoder.withJwkSetUri(
                        Objects.requireNonNull(registration.getProviderDetails().getJwkSetUri()))
                .jwsAlgorithms(taken -> taken.addAll(algorithms))
                .restOperations(rest)
                .build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(times, claims));
        decoder.setClaimSetConverter(OidcIdTokenDecoderFactory.createDefaultClaimTypeConverter());
        return decoder;
    }

    /** Signature algorithms with public keys: never {@code none}, never a shared secret. */
    private static Set<SignatureAlgorithm> algorithms(Map<String, Object> document) {
        var named = document.get("id_token_signing_alg_values_supported");
        var known = (named instanceof Collection<?> names ? names.stream() : Stream.of())
                .map(String::valueOf)
                .flatMap(name -> Stream.ofNullable(SignatureAlgorithm.from(name)))
                .collect(Collectors.toSet());
        return known.isEmpty() ? Set.of(SignatureAlgorithm.RS256) : known;
    }
}
