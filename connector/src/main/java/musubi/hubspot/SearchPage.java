package musubi.hubspot;

import java.util.List;

/**
 * What a search found.
 *
 * @param total all that match; HubSpot counts to 10,000
 * @param next where the next page starts; empty at the end
 */
public record SearchPage(long total, List<ContactRecord> contacts, String next) {}
