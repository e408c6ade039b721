package musubi.workflow.send;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.contact.LineProperty;
import musubi.delivery.DeliveryPurpose;
import musubi.delivery.PreparedCall;
import musubi.delivery.Recipient;
import musubi.delivery.StepDeliveries;
import musubi.hubspot.CallPriority;
import musubi.hubspot.ContactsRead;
import musubi.hubspot.HubSpotClient;
import musubi.hubspot.HubSpotException;
import musubi.workflow.ExecutionReason;
import musubi.workflow.Outcome;
import musubi.workflow.store.ExecutionRepository;
import musubi.workflow.store.NewExecution;
import musubi.workflow.store.WaitingExecution;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends the messages of up to a hundred executions: the contacts are read in one call, and in one transaction each execution either has an outcome
 * or is in the delivery that sends its message. The retry key of a message is made from its execution alone, so that LINE takes it once, also when
 * two nodes or a restored database send it.
 */
@Component
final class SendBatch {

    /** Of what HubSpot left out of an answer. */
    private static final Duration ASK_AGAIN = Duration.ofSeconds(5);

    private static final String RECORD_ID = "hs_object_id";

    private final ExecutionRepository repository;
    private final PrepareMessages messages;
    private final HubSpotClient hubspot;
    private final Connections connections;
    private final StepDeliveries deliveries;
    private final TransactionTemplate transaction;
    private final Clock clock;

    SendBatch(
            ExecutionRepository repository,
            PrepareMessages messages,
            HubSpotClient hubspot,
            Connections connections,
            StepDeliveries deliveries,
            TransactionTemplate transaction,
            Clock clock) {
        this.repository = repository;
        this.messages = messages;
        this.hubspot = hubspot;
        this.connections = connections;
        this.deliveries = deliveries;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** What is decided of a batch. Neither: it stays as it is. */
    private record Sorted(Map<UUID, Outcome> decided, Map<UUID, PreparedCall> calls) {

        Sorted() {
            this(new HashMap<>(), new LinkedHashMap<>());
        }

        @Override
        public String toString() {
            return "Sorted[%d decided, %d calls]".formatted(decided.size(), calls.size());
        }
    }

    /**
     * Sends what is due of a connection.
     *
     * @return whether anything was due
     * @throws HubSpotException when HubSpot does not say who the contacts are; nothing has changed then
     */
    boolean send(Connection connection) {
        var now = clock.instant();
        var due = repository.due(connection.id(), now, HubSpotClient.BATCH);
        if (due.isEmpty()) {
            return false;
        }
        var sorted = new Sorted();
        var wanted = new ArrayList<WaitingExecution>();
        var quietUntil = QuietTime.end(connection, now);
        var postponed = new ArrayList<UUID>();
        for (var execution : due) {
            if (now.isAfter(execution.lateAt())) {
                sorted.decided().put(execution.id(), Outcome.of(ExecutionReason.TOO_LATE));
            } else if (quietUntil.isEmpty()) {
                wanted.add(execution);
            } else {
                switch (execution.whenQuiet()) {
                    case WAIT -> postponed.add(execution.id());
                    case SEND -> wanted.add(execution);
                    case SKIP -> sorted.decided().put(execution.id(), Outcome.of(ExecutionReason.QUIET_HOURS));
                }
            }
        }
        quietUntil.ifPresent(until -> repository.postpone(postponed, until, until.plus(NewExecution.MAX_LATE)));
        sort(connection, wanted, sorted);
        store(connection, sorted, now);
        return true;
    }

    private void sort(Connection connection, List<WaitingExecution> wanted, Sorted sorted) {
        var prepared = new HashMap<UUID, PreparedMessage>();
        var byRecord = new LinkedHashMap<String, WaitingExecution>();
        var properties = new LinkedHashSet<String>();
        var names = connection.propertyNames();
        for (var property : List.of(LineProperty.USER_ID, LineProperty.FOLLOW, LineProperty.OPT_OUT)) {
            properties.add(names.of(property));
        }
        for (var execution : wanted) {
            var message = messages.of(connection, execution);
            prepared.put(execution.id(), message);
            if (message instanceof PreparedMessage.Impossible impossible) {
                sorted.decided().put(execution.id(), Outcome.of(impossible.reason()));
            } else if (byRecord.putIfAbsent(String.valueOf(execution.recordId()), execution) == null) {
                // a second execution for the same contact is for the next batch: a delivery tells its outcomes by
                // contact
                properties.addAll(message.properties());
            }
        }
        if (byRecord.isEmpty()) {
            return;
        }
        var read = hubspot.read(
                connections.hubspot(connection.id()).with(CallPriority.DELIVERY),
                RECORD_ID,
                List.copyOf(byRecord.keySet()),
                List.copyOf(properties));
        var unanswered = new ArrayList<UUID>();
        byRecord.forEach((recordId, execution) -> {
            if (!read.covers(recordId)) {
                unanswered.add(execution.id());
                return;
            }
            var message = Objects.requireNonNull(prepared.get(execution.id()));
            sort(connection, execution, message, read, recordId, sorted);
        });
        if (!unanswered.isEmpty()) {
            var again = clock.instant().plus(ASK_AGAIN);
            repository.postpone(unanswered, again, Instant.EPOCH);
        }
    }

    private static void sort(
            Connection connection,
            WaitingExecution execution,
            PreparedMessage message,
            ContactsRead read,
            String recordId,
            Sorted sorted) {
        var contact = read.found().get(recordId);
        if (contact == null) {
            sorted.decided().put(execution.id(), Outcome.of(ExecutionReason.NO_CONTACT));
            return;
        }
        var names = connection.propertyNames();
        var against = Decision.against(contact.properties(), names, execution.transactional());
        if (against.isPresent()) {
            sorted.decided().put(execution.id(), against.get());
            return;
        }
        var rendered = message.render(contact.properties());
        rendered.reason().ifPresent(reason -> sorted.decided().put(execution.id(), Outcome.of(reason)));
        rendered.messages()
                .ifPresent(json -> sorted.calls()
                        .put(
                                execution.id(),
                                new PreparedCall(
                                        List.of(new Recipient(
                                                execution.recordId(), Decision.userId(contact.properties(), names))),
                                        json,
                                        "",
                                        occasion(execution.id()))));
    }

    /** What the retry key of an execution's message is made of. */
    static String occasion(UUID execution) {
        return "workflow " + execution;
    }

    private void store(Connection connection, Sorted sorted, Instant now) {
        var all = new HashSet<>(sorted.decided().keySet());
        all.addAll(sorted.calls().keySet());
        if (all.isEmpty()) {
            return;
        }
        transaction.executeWithoutResult(_ -> {
            // another node may have taken some of them at this moment
            var ours = repository.locked(all);
            var decided = new HashMap<>(sorted.decided());
            decided.keySet().retainAll(ours);
            var calls = new LinkedHashMap<>(sorted.calls());
            calls.keySet().retainAll(ours);
            if (!decided.isEmpty()) {
                repository.decided(decided, now);
            }
            if (!calls.isEmpty()) {
                var delivery = UUID.randomUUID();
                repository.sending(calls.keySet(), delivery);
                deliveries.send(DeliveryPurpose.WORKFLOW, delivery, connection.id(), List.copyOf(calls.values()));
            }
        });
    }
}
