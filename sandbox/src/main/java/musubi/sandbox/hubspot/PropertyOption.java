package musubi.sandbox.hubspot;

/**
 * One choice of an enumeration.
 *
 * @param label what people see
 * @param value what is stored; case matters
 */
public record PropertyOption(String label, String value) {}
