package musubi.console.connection;

import java.util.Arrays;
import java.util.stream.Stream;
import musubi.connection.sending.SendingOptions.NoteOnContact;
import musubi.connection.sending.SendingOptions.UpdateContacts;
import musubi.console.BuiltKeys;
import musubi.delivery.SendMethod;
import musubi.workflow.ExecutionReason;
import musubi.workflow.ExecutionStatus;
import musubi.workflow.WorkflowUse.Missing;

/** The keys of texts that the pages of a connection put together. */
public final class ConnectionKeys {

    private ConnectionKeys() {}

    public static void addTo(BuiltKeys keys) {
        var options = Arrays.stream(ConnectionOption.values()).map(ConnectionOption::code);
        keys.put("connection.option.", BuiltKeys.parts(options, "title", "text"));
        keys.put(
                "connection.optOut.",
                Stream.of("outWords", "inWords", "outAnswer", "inAnswer")
                        .flatMap(field -> Stream.of(field, field + ".hint")));
        keys.names("month.method.", SendMethod.values());
        keys.names("connection.sending.update.", UpdateContacts.values());
        keys.names("connection.sending.note.", NoteOnContact.values());
        keys.names("workflow.missing.", Missing.values());
        keys.names("workflow.status.", ExecutionStatus.values());
        keys.names("workflow.reason.", ExecutionReason.values());
    }
}
