package musubi.hubspot;

import java.util.List;

/**
 * A contact property as HubSpot defines it.
 *
 * @param hubspotDefined created by HubSpot, not by a customer or an app
 * @param options the values of an enumeration, in their order
 */
public record PropertyDefinition(
        String name,
        String label,
        String type,
        String fieldType,
        String groupName,
        boolean hasUniqueValue,
        boolean hubspotDefined,
        List<String> options) {}
