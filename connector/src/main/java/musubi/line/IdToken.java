package musubi.line;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.ImmutableSecret;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import musubi.line.LineFailure.Code;

/**
 * A verified id token of LINE Login for web apps. Only tokens signed by HS256 with the channel secret are accepted, whatever algorithm
 * the token's own header names.
 *
 * @see <a href="https://developers.line.biz/en/docs/line-login/verify-id-token/">Verify ID token</a>
 */
final class IdToken {

    private static final String ISSUER = "https://access.line.me";
    private static final Pattern USER_ID = Pattern.compile("U[0-9a-f]{32}");
    private static final int MAX_CLOCK_SKEW_SECONDS = 60;

    private final JWTClaimsSet claims;

    private IdToken(JWTClaimsSet claims) {
        this.claims = claims;
    }

    /** @throws LineException of kind {@code REJECTED} when the token is not valid */
    static IdToken verified(String token, LoginChannel channel, String nonce, InstantSource clock) {
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                JWSAlgorithm.HS256, new ImmutableSecret<>(channel.secret().getBytes(StandardCharsets.UTF_8))));
        processor.setJWTClaimsSetVerifier(claims(channel.id(), nonce, clock));
        try {
            var claims = processor.process(token, null);
            if (!USER_ID.matcher(claims.getSubject()).matches()) {
                throw refused();
            }
            return new IdToken(claims);
        } catch (ParseException | BadJOSEException | JOSEException e) {
            throw refused();
        }
    }

    private static DefaultJWTClaimsVerifier<SecurityContext> claims(
            String channelId, String nonce, InstantSource clock) {
        var exact =
                new JWTClaimsSet.Builder().issuer(ISSUER).claim("nonce", nonce).build();
        var verifier = new DefaultJWTClaimsVerifier<>(channelId, exact, Set.of("sub", "exp", "iat")) {
            @Override
            protected Date currentTime() {
                return Date.from(clock.instant());
            }
        };
        verifier.setMaxClockSkew(MAX_CLOCK_SKEW_SECONDS);
        return verifier;
    }

    /** The reason is left out: the library's message quotes the claims. */
    private static LineException refused() {
        return new LineException(new LineFailure(Code.ID_TOKEN_INVALID, 200));
    }

    String userId() {
        return claims.getSubject();
    }

    Optional<String> text(String claim) {
        return claims.getClaim(claim) instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
    }
}
