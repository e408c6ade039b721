package musubi.hubspot;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import musubi.hubspot.batch.BatchReadAnswer;
import musubi.hubspot.batch.BatchWriteAnswer;
import musubi.hubspot.http.HubSpotHttp;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/**
 * Tasks about contacts. HubSpot has no idempotency key for them: a caller that does not know whether a task was created
 * has to look for it first ({@link #existing}).
 *
 * @see <a href="https://developers.hubspot.com/docs/api-reference/latest/crm/activities/tasks/guide">Tasks</a>
 */
@Component
public class HubSpotTasks {

    private static final String TASKS = "/crm/objects/{V}/tasks";
    private static final int TASK_TO_CONTACT = 204;
    private static final Set<String> OPEN = Set.of("NOT_STARTED", "IN_PROGRESS", "WAITING");

    private final HubSpotHttp http;

    HubSpotTasks(HubSpotHttp http) {
        this.http = http;
    }

    /**
     * Creates tasks. One that HubSpot refuses does not hold up the others.
     *
     * @param tasks at most 100
     * @return one outcome per task, in their order
     */
    public List<RowOutcome> create(PortalAccess access, List<NewTask> tasks) {
        var inputs = new ArrayList<Map<String, Object>>();
        var rows = new ArrayList<ContactRow>();
        for (var task : tasks) {
            var properties = properties(task);
            rows.add(new ContactRow("", properties));
            inputs.add(Map.of(
                    "objectWriteTraceId",
                    String.valueOf(inputs.size()),
                    "properties",
                    properties,
                    "associations",
                    List.of(Map.of(
                            "to",
                            Map.of("id", task.contactId()),
                            "types",
                            List.of(Map.of(
                                    "associationCategory",
                                    "HUBSPOT_DEFINED",
                                    "associationTypeId",
                                    TASK_TO_CONTACT))))));
        }
        return BatchWriteAnswer.ofTraced(
                rows, http.post(access, "tasks.create", TASKS + "/batch/create", Map.of("inputs", inputs)));
    }

    private static Map<String, String> properties(NewTask task) {
        var properties = new HashMap<>(Map.of(
                "hs_timestamp", task.due().toString(),
                "hs_task_subject", task.subject(),
                "hs_task_body", HtmlUtils.htmlEscape(task.body(), "UTF-8").replace("\n", "<br>"),
                "hs_task_status", "NOT_STARTED",
                "hs_task_type", "TODO"));
        task.ownerId().ifPresent(owner -> properties.put("hubspot_owner_id", owner));
        return properties;
    }

    /**
     * A task that exists.
     *
     * @param open whether it is neither completed nor deferred
     */
    public record ExistingTask(Instant due, boolean open) {}

    /**
     * The tasks with that subject.
     *
     * @param contactIds record ids, at most 100
     * @return by record id; contacts without such a task are left out
     * @throws HubSpotException of kind {@code RETRY} also when the answers leave out a contact or a task
     */
    public Map<String, List<ExistingTask>> existing(PortalAccess access, List<String> contactIds, String subject) {
        var contacts = contactsByTask(access, contactIds);
        var existing = new HashMap<String, List<ExistingTask>>();
        var ids = List.copyOf(contacts.keySet());
        for (var from = 0; from < ids.size(); from += HubSpotClient.BATCH) {
            var some = ids.subList(from, Math.min(from + HubSpotClient.BATCH, ids.size()));
            var answer = http.post(
                    access,
                    "tasks.read",
                    TASKS + "/batch/read",
                    Map.of(
                            "properties",
                            List.of("hs_timestamp", "hs_task_subject", "hs_task_status"),
                            "inputs",
                            inputs(some)));
            var answered = BatchReadAnswer.notFound(answer, "ids");
            answer.path("results").forEach(result -> {
                var task = BatchWriteAnswer.record(result);
                answered.add(task.id());
                var contact = contacts.get(task.id());
                if (contact != null && subject.equals(task.properties().get("hs_task_subject"))) {
                    existing.computeIfAbsent(contact, ignored -> new ArrayList<>())
                            .add(new ExistingTask(
                                    moment(task.properties().getOrDefault("hs_timestamp", "")),
                                    OPEN.contains(task.properties().getOrDefault("hs_task_status", ""))));
                }
            });
            requireAll("tasks.read", answered, some);
        }
        return existing;
    }

    private Map<String, String> contactsByTask(PortalAccess access, List<String> contactIds) {
        var contacts = new LinkedHashMap<String, String>();
        var answered = new HashSet<String>();
        for (var open = inputs(contactIds); !open.isEmpty(); ) {
            var answer = http.post(
                    access, "tasks.find", "/crm/associations/{V}/contacts/tasks/batch/read", Map.of("inputs", open));
            answered.addAll(BatchReadAnswer.notFound(answer, "fromObjectId"));
            var next = new ArrayList<Map<String, String>>();
            answer.path("results").forEach(result -> {
                var contact = result.path("from").path("id").asString("");
                answered.add(contact);
                result.path("to")
                        .forEach(to -> contacts.put(to.path("toObjectId").asString(""), contact));
                var after = result.path("paging").path("next").path("after").asString("");
                if (!after.isEmpty()) {
                    next.add(Map.of("id", contact, "after", after));
                }
            });
            open = next;
        }
        requireAll("tasks.find", answered, contactIds);
        return contacts;
    }

    /** A task that the answer left out would be created a second time. */
    private static void requireAll(String operation, Set<String> answered, List<String> asked) {
        if (!answered.containsAll(asked)) {
            throw BatchReadAnswer.incomplete(operation);
        }
    }

    private static List<Map<String, String>> inputs(List<String> ids) {
        return ids.stream().map(id -> Map.of("id", id)).toList();
    }

    private static Instant moment(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException ignored) {
            return Instant.EPOCH;
        }
    }
}
