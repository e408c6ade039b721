package musubi.sync.task;

import musubi.sync.Payload;
import musubi.sync.Reason;
import musubi.sync.SyncParts;
import musubi.sync.batch.BatchBisection;
import musubi.sync.batch.BatchOutcomes;
import musubi.sync.batch.RetryCause;
import musubi.sync.batch.ReadContacts;
import musubi.sync.batch.StaleReadException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import musubi.connection.Connection;
import musubi.connection.Problem;
import musubi.connection.ProblemCode;
import musubi.contact.LineProperty;
import musubi.contact.PropertyNames;
import musubi.hubspot.ContactRecord;
import musubi.hubspot.HubSpotError;
import musubi.hubspot.HubSpotException;
import musubi.hubspot.NewTask;
import musubi.hubspot.PortalAccess;
import musubi.hubspot.RowOutcome;
import musubi.inbox.PendingEvent;
import musubi.inbox.Settlement;

/**
 * Makes the tasks that messages asked for: one per unanswered conversation, for the contact's owner. The wish is on disk
 * before the contact says that there is an unanswered message, so neither can get lost; after an attempt of which nothing
 * is known it is looked for before it is made again.
 */
final class MakeTasks {

    static final String OWNER = "hubspot_owner_id";

    /** A contact that is still not there after so many attempts is not made any more. */
    private static final int PATIENCE = 8;

    private final SyncParts parts;
    private final Connection connection;
    private final ReadContacts reads;
    private final PortalAccess access;
    private final PropertyNames names;
    private final BatchOutcomes ledger;
    private final String subject;

    MakeTasks(SyncParts parts, Connection connection, ReadContacts reads, PortalAccess access, BatchOutcomes ledger) {
        this.parts = parts;
        this.connection = connection;
        this.reads = reads;
        this.access = access;
        this.names = connection.propertyNames();
        this.ledger = ledger;
        this.subject = connection.japanese() ? "LINEのメッセージに返信する" : "Answer the message on LINE";
    }

    /** @param contacts of the friends, among others */
    void make(List<PendingEvent> wishes, ReadContacts.Contacts contacts) {
        var tasks = new LinkedHashMap<PendingEvent, NewTask>();
        var friends = new HashSet<String>();
        for (var wish : wishes) {
            var contact = contacts.read().found().get(wish.friend());
            if (contact != null && contact.covers(OWNER)) {
                if (friends.add(wish.friend())) {
                    tasks.put(wish, task(wish, contact));
                } else {
                    // two of one friend that wait together are one conversation
                    ledger.done(List.of(wish));
                }
            } else if (contact == null && contacts.read().absent().contains(wish.friend())) {
                waitForContact(wish);
            } else {
                ledger.retry(wish, RetryCause.LEFT_OUT);
            }
        }
        if (tasks.isEmpty()) {
            return;
        }
        try {
            withoutThoseMade(tasks);
        } catch (HubSpotException e) {
            if (!e.isMissingScope()) {
                throw e;
            }
            notAllowed(tasks.keySet(), e);
            return;
        }
        noteAttempt(tasks.keySet());
        try {
            create(tasks, contacts.at());
        } catch (StaleReadException ignored) {
            // the wishes stay as they are and are taken again at once, with contacts read anew
        }
    }

    private void waitForContact(PendingEvent wish) {
        if (wish.attempts() < PATIENCE) {
            ledger.later(wish);
        } else {
            ledger.done(List.of(wish));
        }
    }

    /** The token lacks a scope for tasks and for nothing else: the contacts are up to date all the same. */
    private void notAllowed(Collection<PendingEvent> wishes, HubSpotException trouble) {
        wishes.forEach(ledger::later);
        parts.connections()
                .report(
                        connection.id(),
                        new Problem(
                                ProblemCode.HUBSPOT_TASKS_FORBIDDEN,
                                trouble.missingScopes().isEmpty() ? "-" : String.join(", ", trouble.missingScopes())));
    }

    /** A process that is killed from here on may have made the tasks: the next one looks for them first. */
    private void noteAttempt(Collection<PendingEvent> wishes) {
        var fresh = wishes.stream().filter(wish -> wish.attempts() == 0).toList();
        if (!fresh.isEmpty()) {
            var attempt = new Settlement();
            attempt.later(fresh, parts.clock().instant(), true);
            parts.inbox().settle(attempt);
        }
    }

    private NewTask task(PendingEvent wish, ContactRecord contact) {
        var properties = contact.properties();
        var name = properties.getOrDefault(names.of(LineProperty.USER_NAME), "");
        var text = properties.getOrDefault(names.of(LineProperty.LAST_REPLY_MESSAGE), "");
        return new NewTask(
                contact.id(),
                Payload.task(wish.payload()).orElseThrow(),
                subject,
                text.isEmpty() ? name : name + "\n" + text,
                Optional.ofNullable(properties.get(OWNER)).filter(owner -> !owner.isEmpty()));
    }

    private void withoutThoseMade(Map<PendingEvent, NewTask> tasks) {
        var doubtful = tasks.entrySet().stream()
                .filter(task -> task.getKey().attempts() > 0)
                .map(task -> task.getValue().contactId())
                .distinct()
                .toList();
        if (doubtful.isEmpty()) {
            return;
        }
        var made = parts.tasks().existing(access, doubtful, subject);
        tasks.entrySet().removeIf(task -> {
            // an open one of an earlier message is of the same conversation
            var isMade = task.getKey().attempts() > 0
                    && made.getOrDefault(task.getValue().contactId(), List.of()).stream()
                            .anyMatch(one -> one.due().equals(task.getValue().due())
                                    || (one.open()
                                            && one.due()
                                                    .isBefore(task.getValue().due())));
            if (isMade) {
                ledger.done(List.of(task.getKey()));
            }
            return isMade;
        });
    }

    private void create(Map<PendingEvent, NewTask> tasks, Instant readAt) {
        if (tasks.isEmpty()) {
            return;
        }
        var wishes = List.copyOf(tasks.keySet());
        List<RowOutcome> outcomes;
        try {
            outcomes = parts.tasks().create(reads.writing(readAt), List.copyOf(tasks.values()));
        } catch (HubSpotException e) {
            if (e.kind() == HubSpotException.Kind.REJECTED && tasks.size() > 1) {
                tasks.forEach((wish, task) -> create(Map.of(wish, task), readAt));
            } else if (e.kind() == HubSpotException.Kind.REJECTED) {
                tasks.forEach((wish, task) -> refused(wish, task, e.error(), readAt));
            } else if (e.isMissingScope()) {
                notAllowed(wishes, e);
            } else {
                throw e;
            }
            return;
        }
        parts.connections().resolve(connection.id(), ProblemCode.HUBSPOT_TASKS_FORBIDDEN);
        for (var at = 0; at < wishes.size(); at++) {
            var wish = wishes.get(at);
            switch (outcomes.get(at)) {
                case RowOutcome.Written ignored -> ledger.done(List.of(wish));
                case RowOutcome.Unknown ignored -> ledger.retry(wish, RetryCause.LEFT_OUT);
                case RowOutcome.Refused refused ->
                    refused(wish, Objects.requireNonNull(tasks.get(wish)), refused.error(), readAt);
            }
        }
    }

    private void refused(PendingEvent wish, NewTask task, HubSpotError error, Instant readAt) {
        if (task.ownerId().isPresent() && error.properties().contains(OWNER)) {
            create(Map.of(wish, task.withoutOwner()), readAt);
        } else if (BatchBisection.isForNow(error)) {
            ledger.retry(wish, RetryCause.of(Reason.ALWAYS_FAILS, error));
        } else {
            ledger.fail(List.of(wish), Reason.TASK_REFUSED, error.message(), task.contactId());
        }
    }
}
