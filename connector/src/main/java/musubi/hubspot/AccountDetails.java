package musubi.hubspot;

import java.time.ZoneId;

/**
 * The details of a portal.
 *
 * @param companyCurrency ISO 4217; empty when HubSpot gives none
 */
public record AccountDetails(long portalId, ZoneId timeZone, String companyCurrency) {}
