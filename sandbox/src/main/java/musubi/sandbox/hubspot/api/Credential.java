package musubi.sandbox.hubspot.api;

import java.util.Set;

/**
 * The rights of a call, from its access token.
 *
 * @param key of the burst limit: the token, or the app for all its tokens
 * @param ofMarketplaceApp whether the limits of the marketplace apply: 110 in ten seconds, no daily limit
 */
public record Credential(long portalId, String key, Set<String> scopes, boolean ofMarketplaceApp) {}
