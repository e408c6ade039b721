package musubi.message;

/**
 * A value of a contact. Conditions and filters see the internal one, a token that is no more than its property prints the label.
 *
 * @param internal a {@link String}, a {@link Boolean}, a {@link Number} or a {@link java.time.ZonedDateTime}
 * @param label as people read it, in the connection's language and the portal's zone
 */
public record PropertyValue(Object internal, String label) {

    /** One that is read as it is. */
    public static PropertyValue of(String text) {
        return new PropertyValue(text, text);
    }
}
