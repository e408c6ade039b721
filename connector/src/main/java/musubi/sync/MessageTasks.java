package musubi.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.contact.Fact;
import musubi.hubspot.HubSpotTasks;
import musubi.inbox.EventQueue;
import musubi.inbox.NewEvent;
import musubi.inbox.PendingEvent;
import musubi.inbox.Sha256Id;
import musubi.sync.batch.BatchOutcomes;
import musubi.sync.batch.ContactWrite;
import musubi.sync.batch.ReadContacts;
import musubi.sync.task.MakeTasks;
import musubi.sync.task.TaskAttempts;
import musubi.sync.task.TaskRequest;
import musubi.system.PublicAddress;
import org.springframework.stereotype.Component;

/** Tasks for messages that open a conversation: requested through the inbox first, created in a later batch. */
@Component
final class MessageTasks {

    private final EventQueue queue;
    private final HubSpotTasks hubspot;
    private final Connections connections;
    private final TaskAttempts attempts;
    private final PublicAddress address;

    MessageTasks(
            EventQueue queue,
            HubSpotTasks hubspot,
            Connections connections,
            TaskAttempts attempts,
            PublicAddress address) {
        this.queue = queue;
        this.hubspot = hubspot;
        this.connections = connections;
        this.attempts = attempts;
        this.address = address;
    }

    /**
     * Requests a task for each message that opens a conversation: the request is on disk before the contact says that there
     * is an unanswered message. Its id comes from the state of the contact that the message came upon, so the same message
     * applied again, and another one while the contact cannot be written, request no second task. Nor does a message whose
     * friend's request waits: it may have been made while the friend had no contact yet, and have another id.
     *
     * @param asked friends for whom a task is requested already and waits
     */
    void request(Connection connection, List<ContactWrite> writes, Set<String> asked) {
        if (!connection.options().createTaskOnMessage()) {
            return;
        }
        var requests = new ArrayList<NewEvent>();
        for (var write : writes) {
            if (write.opensConversation()
                    && !asked.contains(write.work().friend().value())) {
                var message = write.work().change().fact(Fact.Unanswered.class).orElseThrow();
                requests.add(new NewEvent(
                        connection.id(),
                        Sha256Id.of(write.seen().conversation()),
                        write.work().friend().value(),
                        Payload.task(message.at())));
            }
        }
        if (!requests.isEmpty()) {
            queue.append(requests);
        }
    }

    /** Creates the tasks that earlier batches requested. */
    void create(
            Connection connection,
            List<PendingEvent> events,
            ReadContacts reads,
            ReadContacts.Contacts contacts,
            BatchOutcomes outcomes) {
        var requests = events.stream()
                .map(event ->
                        new TaskRequest(event, Payload.task(event.payload()).orElseThrow()))
                .toList();
        new MakeTasks(hubspot, connections, attempts, connection, reads, outcomes, address).make(requests, contacts);
    }
}
