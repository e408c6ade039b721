package musubi.connection;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import musubi.hubspot.OAuthTokens;

/**
 * What an installed app may do in a portal, decrypted. Stays in this package and in memory.
 *
 * @param refreshAt from when on a new access token is fetched while this one still lives
 * @param installedAt by a person; renewals do not change it
 */
record Grant(
        long portalId,
        boolean valid,
        String refreshToken,
        String accessToken,
        Instant refreshAt,
        Instant expiresAt,
        Set<String> scopes,
        Instant installedAt) {

    private static final Duration EARLY = Duration.ofMinutes(5);
    /** So that the portals that were installed together do not come back together for ever. */
    private static final Duration JITTER = Duration.ofMinutes(1);

    /** @param askedAt when HubSpot was asked: its answer may have taken a while */
    static Grant of(OAuthTokens tokens, Instant askedAt, Instant installedAt) {
        var early = EARLY.plusMillis(ThreadLocalRandom.current().nextLong(JITTER.toMillis()));
        var atMost = tokens.lifetime().dividedBy(3);
        var expiresAt = askedAt.plus(tokens.lifetime()).truncatedTo(ChronoUnit.MILLIS);
        return new Grant(
                tokens.portalId(),
                true,
                tokens.refreshToken(),
                tokens.accessToken(),
                expiresAt.minus(early.compareTo(atMost) < 0 ? early : atMost),
                expiresAt,
                tokens.scopes(),
                installedAt);
    }

    Grant revoked() {
        return new Grant(portalId, false, refreshToken, accessToken, refreshAt, expiresAt, scopes, installedAt);
    }

    /** Does not tell the tokens. */
    @Override
    public String toString() {
        return "Grant[portalId=%d, valid=%s]".formatted(portalId, valid);
    }
}
