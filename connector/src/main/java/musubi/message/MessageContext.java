package musubi.message;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What a message is checked against.
 *
 * @param media those of the connection, by id
 * @param pictureText what a picture without an alt text is called in notifications
 * @param httpOnLoopback whether LINE is the sandbox's, which fetches media of this machine by http
 * @param properties of contacts in the portal; empty where they are not known now, and then not checked
 */
public record MessageContext(
        Function<String, Optional<Medium>> media,
        String pictureText,
        boolean httpOnLoopback,
        Optional<Set<String>> properties) {}
