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
import musubi.line.LineFailure.Kind;

/**
 * Reads an id token of LINE's web login. It holds only when it is signed by HS256 with the channel secret: what the token
 * says of its own algorithm decides nothing.
 *
 * @see <a href="https://developers.line.biz/en/docs/line-login/verify-id-token/">Verify ID token</a>
 */
final class IdToken {

    private static final String ISSUER = "https://access.line.me";
    private static final Pattern USER_ID = Pattern.compile("U[0-9a-f]{32}");
    private static final int SKEW_SECONDS = 60;

    private final JWTClaimsSet claims;

    private IdToken(JWTClaimsSet claims) {
        this.claims = claims;
    }

    /** @throws LineException of kind {@code REJECTED} when the token does not hold */
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
        verifier.setMaxClockSkew(SKEW_SECONDS);
        return verifier;
    }

    /** Why is not told: the library's words quote the claims. */
    private static LineException refused() {
        return new LineException(
                new LineFailure(
                        Kind.REJECTED,
                        200,
                        "LINE's id token does not hold: its signature, issuer, audience, nonce or time is not as it has to be."));
    }

    String userId() {
        return claims.getSubject();
    }

    Optional<String> text(String claim) {
        return claims.getClaim(claim) instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
    }
}
