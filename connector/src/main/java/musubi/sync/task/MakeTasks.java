package musubi.sync.task;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.connection.Problem;
import musubi.connection.ProblemCode;
import musubi.contact.LineProperty;
import musubi.contact.PropertyNames;
import musubi.hubspot.ContactRecord;
import musubi.hubspot.HubSpotError;
import musubi.hubspot.HubSpotException;
import musubi.hubspot.HubSpotTasks;
import musubi.hubspot.NewTask;
import musubi.hubspot.RowOutcome;
import musubi.sync.Reason;
import musubi.sync.batch.BatchOutcomes;
import musubi.sync.batch.ReadContacts;
import musubi.sync.batch.RetryCause;
import musubi.sync.batch.StaleReadException;
import musubi.system.PublicAddress;

/**
 * Creates the tasks that messages ask for: one per unanswered conversation, for the contact's owner. The request is on disk
 * before the contact says that there is an unanswered message, so neither can get lost; after an attempt whose outcome is
 * not known, the task is looked for before it is created again (docs/adr/0013).
 */
public final class MakeTasks {

    /** HubSpot's own property for the contact's owner. */
    public static final String OWNER = "hubspot_owner_id";

    /** A contact that does not exist after so many attempts will not be created any more. */
    private static final int MAX_ATTEMPTS_WITHOUT_CONTACT = 8;

    private final HubSpotTasks hubspot;
    private final Connections connections;
    private final TaskAttempts attempts;
    private final Connection connection;
    private final ReadContacts reads;
    private final PropertyNames names;
    private final BatchOutcomes outcomes;
    private final PublicAddress address;
    private final String subject;
    private final String friendList;

    public MakeTasks(
            HubSpotTasks hubspot,
            Connections connections,
            TaskAttempts attempts,
            Connection connection,
            ReadContacts reads,
            BatchOutcomes outcomes,
            PublicAddress address) {
        this.hubspot = hubspot;
        this.connections = connections;
        this.attempts = attempts;
        this.connection = connection;
        this.reads = reads;
        this.names = connection.propertyNames();
        this.outcomes = outcomes;
        this.subject = connection.japanese() ? "LINEのメッセージに返信する" : "Answer the message on LINE";
        this.friendList = connection.japanese() ? "友だちリストで開く" : "Open in the friend list";
        this.address = address;
    }

    /**
     * Creates the tasks, and records what became of each request.
     *
     * @param contacts of the friends, among others
     */
    public void make(List<TaskRequest> requests, ReadContacts.Contacts contacts) {
        var tasks = new LinkedHashMap<TaskRequest, NewTask>();
        var friends = new HashSet<String>();
        for (var request : requests) {
            var contact = contacts.read().found().get(request.friend());
            if (contact != null && contact.covers(OWNER)) {
                if (friends.add(request.friend())) {
                    tasks.put(request, task(request, contact));
                } else {
                    // two requests of one friend that wait together are one conversation
                    done(request);
                }
            } else if (contact == null && contacts.read().absent().contains(request.friend())) {
                waitForContact(request);
            } else {
                outcomes.retry(request.event(), RetryCause.LEFT_OUT);
            }
        }
        if (tasks.isEmpty()) {
            return;
        }
        try {
            removeExisting(tasks);
        } catch (HubSpotException e) {
            if (!e.isMissingScope()) {
                throw e;
            }
            forbidden(tasks.keySet(), e);
            return;
        }
        attempts.record(tasks.keySet(), outcomes.settlement());
        try {
            create(tasks, contacts.at());
        } catch (StaleReadException ignored) {
            // the requests stay as they are and are claimed again at once, with contacts read anew
        }
    }

    private void done(TaskRequest request) {
        outcomes.done(List.of(request.event()));
    }

    private void waitForContact(TaskRequest request) {
        if (request.attempts() < MAX_ATTEMPTS_WITHOUT_CONTACT) {
            outcomes.later(request.event());
        } else {
            done(request);
        }
    }

    /** The token lacks a scope for tasks and for nothing else: the contacts are up to date all the same. */
    private void forbidden(Collection<TaskRequest> requests, HubSpotException failure) {
        requests.forEach(request -> outcomes.later(request.event()));
        var missing = failure.missingScopes();
        connections.report(
                connection.id(),
                new Problem(ProblemCode.HUBSPOT_TASKS_FORBIDDEN, missing.isEmpty() ? "-" : String.join(", ", missing)));
    }

    private NewTask task(TaskRequest request, ContactRecord contact) {
        var properties = contact.properties();
        var name = properties.getOrDefault(names.of(LineProperty.USER_NAME), "");
        var text = properties.getOrDefault(names.of(LineProperty.LAST_REPLY_MESSAGE), "");
        return new NewTask(
                contact.id(),
                request.due(),
                subject,
                text.isEmpty() ? name : name + "\n" + text,
                Optional.of(new NewTask.Link(
                        address.of("/connections/%s/friends?contact=%s".formatted(connection.id(), contact.id())),
                        friendList)),
                Optional.ofNullable(properties.get(OWNER)).filter(owner -> !owner.isEmpty()));
    }

    /** Takes out those that were created by an attempt whose outcome was not known. */
    private void removeExisting(Map<TaskRequest, NewTask> tasks) {
        var doubtful = tasks.entrySet().stream()
                .filter(task -> task.getKey().attempts() > 0)
                .map(task -> task.getValue().contactId())
                .distinct()
                .toList();
        if (doubtful.isEmpty()) {
            return;
        }
        var existing = hubspot.existing(reads.access(), doubtful, subject);
        tasks.entrySet().removeIf(task -> {
            // an open task of an earlier message is of the same conversation
            var exists = task.getKey().attempts() > 0
                    && existing.getOrDefault(task.getValue().contactId(), List.of()).stream()
                            .anyMatch(one -> one.due().equals(task.getValue().due())
                                    || (one.open()
                                            && one.due()
                                                    .isBefore(task.getValue().due())));
            if (exists) {
                done(task.getKey());
            }
            return exists;
        });
    }

    private void create(Map<TaskRequest, NewTask> tasks, Instant readAt) {
        if (tasks.isEmpty()) {
            return;
        }
        var requests = List.copyOf(tasks.keySet());
        List<RowOutcome> answers;
        try {
            answers = hubspot.create(reads.writing(readAt), List.copyOf(tasks.values()));
        } catch (HubSpotException e) {
            if (e.kind() == HubSpotException.Kind.REJECTED && tasks.size() > 1) {
                tasks.forEach((request, task) -> create(Map.of(request, task), readAt));
            } else if (e.kind() == HubSpotException.Kind.REJECTED) {
                tasks.forEach((request, task) -> refused(request, task, e.error(), readAt));
            } else if (e.isMissingScope()) {
                forbidden(requests, e);
            } else {
                throw e;
            }
            return;
        }
        connections.resolve(connection.id(), ProblemCode.HUBSPOT_TASKS_FORBIDDEN);
        for (var at = 0; at < requests.size(); at++) {
            var request = requests.get(at);
            switch (answers.get(at)) {
                case RowOutcome.Written ignored -> done(request);
                case RowOutcome.Unknown ignored -> outcomes.retry(request.event(), RetryCause.LEFT_OUT);
                case RowOutcome.Refused refused ->
                    refused(request, Objects.requireNonNull(tasks.get(request)), refused.error(), readAt);
            }
        }
    }

    private void refused(TaskRequest request, NewTask task, HubSpotError error, Instant readAt) {
        if (task.ownerId().isPresent() && error.properties().contains(OWNER)) {
            create(Map.of(request, task.withoutOwner()), readAt);
        } else if (error.isTemporary()) {
            outcomes.retry(request.event(), RetryCause.of(Reason.ALWAYS_FAILS, error));
        } else {
            outcomes.fail(List.of(request.event()), Reason.TASK_REFUSED, error.message(), task.contactId());
        }
    }
}
