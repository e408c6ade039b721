package musubi.content;

import java.util.Map;

/**
 * A property of contacts that tokens may name.
 *
 * @param type as HubSpot has it: string, number, bool, date, datetime, enumeration, phone_number
 * @param options the labels of an enumeration's choices by their values; empty for others
 */
public record KnownProperty(String name, String label, String type, Map<String, String> options) {}
