package musubi.hubspot;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import musubi.hubspot.batch.ContactActivities;
import musubi.hubspot.batch.ContactActivities.NewActivity;
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

    private static final int TASK_TO_CONTACT = 204;
    private static final String DUE = "hs_timestamp";
    private static final String SUBJECT = "hs_task_subject";
    private static final String STATUS = "hs_task_status";
    private static final Set<String> OPEN = Set.of("NOT_STARTED", "IN_PROGRESS", "WAITING");

    private final ContactActivities activities;

    HubSpotTasks(HubSpotHttp http) {
        this.activities = new ContactActivities(http, "tasks", TASK_TO_CONTACT);
    }

    /**
     * Creates tasks. One that HubSpot refuses does not hold up the others.
     *
     * @param tasks at most 100
     * @return one outcome per task, in their order
     */
    public List<RowOutcome> create(PortalAccess access, List<NewTask> tasks) {
        return activities.create(
                access,
                tasks.stream()
                        .map(task -> new NewActivity(task.contactId(), properties(task)))
                        .toList());
    }

    private static Map<String, String> properties(NewTask task) {
        var properties = new HashMap<>(Map.of(
                DUE,
                task.due().toString(),
                SUBJECT,
                task.subject(),
                "hs_task_body",
                body(task),
                STATUS,
                "NOT_STARTED",
                "hs_task_type",
                "TODO"));
        task.ownerId().ifPresent(owner -> properties.put("hubspot_owner_id", owner));
        return properties;
    }

    private static String body(NewTask task) {
        var link = task.link()
                .map(to -> "<a href=\"%s\">%s</a>".formatted(html(to.address().toString()), html(to.text())));
        return Stream.concat(Stream.of(html(task.body())), link.stream())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("<br>"));
    }

    private static String html(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8").replace("\n", "<br>");
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
        var existing = new HashMap<String, List<ExistingTask>>();
        activities.read(access, contactIds, List.of(DUE, SUBJECT, STATUS), (task, contacts) -> {
            if (subject.equals(task.properties().get(SUBJECT))) {
                var found = new ExistingTask(
                        moment(task.properties().getOrDefault(DUE, "")),
                        OPEN.contains(task.properties().getOrDefault(STATUS, "")));
                contacts.forEach(contact -> existing.computeIfAbsent(contact, _ -> new ArrayList<>())
                        .add(found));
            }
        });
        return existing;
    }

    private static Instant moment(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException ignored) {
            return Instant.EPOCH;
        }
    }
}
