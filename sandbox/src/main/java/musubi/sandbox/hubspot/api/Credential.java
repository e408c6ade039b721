package musubi.sandbox.hubspot.api;

import java.util.Set;

/**
 * What a call came with.
 *
 * @param key whose burst limit it uses: a token's own, or an app's, whichever of its tokens it is
 * @param ofMarketplaceApp whether the limits of the marketplace apply: 110 in ten seconds, nothing by the day
 */
public record Credential(long portalId, String key, Set<String> scopes, boolean ofMarketplaceApp) {}
