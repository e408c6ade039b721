package musubi.connection.setup;

import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.DefaultMessageSourceResolvable;

/**
 * How a property in HubSpot differs from the one that Musubi needs. The texts are parts of sentences, in the message bundles:
 * {@code refusal.difference.<name>}.
 */
enum PropertyDifference {
    /** It is one of HubSpot's own. */
    HUBSPOT_DEFINED,
    /** Arguments: its type and field type, those that are needed. */
    TYPE,
    /** Argument: the options that it lacks, separated by commas. */
    OPTIONS_MISSING,
    /** Its values are not unique, but have to be. */
    NOT_UNIQUE,
    /** Its values are unique, but must not be. */
    UNIQUE,
    /** Two differences are one text. Arguments: the differences. */
    AND;

    MessageSourceResolvable text(Object... arguments) {
        return new DefaultMessageSourceResolvable(new String[] {"refusal.difference." + name()}, arguments);
    }
}
