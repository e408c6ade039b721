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
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/**
 * Tasks about contacts. HubSpot has no key against making one twice: whoever does not know whether a task was made looks
 * first.
 *
 * @see <a href="https://developers.hubspot.com/docs/api-reference/latest/crm/activities/tasks/guide">Tasks</a>
 */
@Component
public class HubSpotTasks {

    private static final String TASKS = "/crm/objects/{V}/tasks";
    private static final int TASK_TO_CONTACT = 204;

    private final HubSpotHttp http;

    HubSpotTasks(HubSpotHttp http) {
        this.http = http;
    }

    /**
     * Makes tasks. One that HubSpot refuses does not hold up the others.
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
        return BatchOutcomes.of(
                rows, null, http.post(access, "tasks.create", TASKS + "/batch/create", Map.of("inputs", inputs)));
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
     * When the tasks with that subject are due.
     *
     * @param contactIds record ids, at most 100
     * @return by record id; contacts without such a task are left out
     */
    public Map<String, Set<Instant>> due(PortalAccess access, List<String> contactIds, String subject) {
        var contacts = new LinkedHashMap<String, String>();
        http.post(
                        access,
                        "tasks.find",
                        "/crm/associations/{V}/contacts/tasks/batch/read",
                        Map.of("inputs", inputs(contactIds)))
                .path("results")
                .forEach(result -> result.path("to")
                        .forEach(to -> contacts.put(
                                to.path("toObjectId").asString(""),
                                result.path("from").path("id").asString(""))));
        var due = new HashMap<String, Set<Instant>>();
        var ids = List.copyOf(contacts.keySet());
        for (var from = 0; from < ids.size(); from += HubSpotClient.BATCH) {
            var some = ids.subList(from, Math.min(from + HubSpotClient.BATCH, ids.size()));
            http.post(
                            access,
                            "tasks.read",
                            TASKS + "/batch/read",
                            Map.of("properties", List.of("hs_timestamp", "hs_task_subject"), "inputs", inputs(some)))
                    .path("results")
                    .forEach(result -> {
                        var task = BatchOutcomes.record(result);
                        var contact = contacts.get(task.id());
                        if (contact != null && subject.equals(task.properties().get("hs_task_subject"))) {
                            due.computeIfAbsent(contact, ignored -> new HashSet<>())
                                    .add(moment(task.properties().getOrDefault("hs_timestamp", "")));
                        }
                    });
        }
        return due;
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
