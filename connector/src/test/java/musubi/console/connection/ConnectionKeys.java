package musubi.console.connection;

import java.util.Arrays;
import musubi.connection.SendingOptions.NoteOnContact;
import musubi.connection.SendingOptions.UpdateContacts;
import musubi.console.BuiltKeys;

/** The keys of texts that the pages of a connection put together. */
public final class ConnectionKeys {

    private ConnectionKeys() {}

    public static void addTo(BuiltKeys keys) {
        var options = Arrays.stream(ConnectionOption.values()).map(ConnectionOption::code);
        keys.put("connection.option.", BuiltKeys.parts(options, "title", "text"));
        keys.names("connection.sending.update.", UpdateContacts.values());
        keys.names("connection.sending.note.", NoteOnContact.values());
    }
}
