package musubi.sandbox.hubspot;

/**
 * One choice of an enumeration.
 *
 * @param label the text shown to people
 * @param value the stored value; case-sensitive
 */
public record PropertyOption(String label, String value) {}
