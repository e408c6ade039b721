package musubi.alert;

import java.util.Set;
import musubi.user.Language;

/**
 * The webhook of a connection, without its address.
 *
 * @param host where it is; empty when the address does not decrypt
 */
public record AlertWebhook(String host, Set<AlertKind> kinds, Language language) {

    public AlertWebhook {
        kinds = Set.copyOf(kinds);
    }
}
