package musubi.hubspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import musubi.hubspot.http.HubSpotHttp;
import musubi.sandbox.http.Fault;
import musubi.sandbox.hubspot.HubSpotStandIn;
import musubi.sandbox.hubspot.PortalOptions;
import musubi.system.trace.Traces;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An answer without what was asked for is no answer: not an empty list, not "there is none". */
class IncompleteAnswerTests {

    private final HubSpotStandIn hubspot = HubSpotStandIn.start(0, Clock.systemUTC(), 7);
    private final musubi.sandbox.hubspot.Portal portal = hubspot.addPortal(PortalOptions.defaults());
    private final PortalAccess access = new PortalAccess(portal.id(), portal.accessToken());
    private final HubSpotHttp http = http();

    private HubSpotHttp http() {
        var settings = new HubSpotSettings(
                hubspot.url(), hubspot.url(), "2026-09", null, null, null, "", "", Duration.ofSeconds(5));
        return new HubSpotHttp(settings, new SimpleMeterRegistry(), Traces.OFF);
    }

    @AfterEach
    void close() {
        hubspot.close();
    }

    private void isTriedAgain(String path, List<String> bodies, Runnable call) {
        for (var body : bodies) {
            hubspot.faults().clear();
            hubspot.faults().add(Fault.answer("*", path, 1, 200, body));
            assertThatExceptionOfType(HubSpotException.class)
                    .as(body)
                    .isThrownBy(call::run)
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(HubSpotException.Kind.RETRY));
        }
    }

    @Test
    void aSearch() {
        var search = new Search(List.of(), List.of("email"), "hs_object_id", false, 10, "");
        isTriedAgain(
                ".*/search",
                List.of("", "{}", "{\"total\":3}", "{\"results\":[]}"),
                () -> new HubSpotClient(http).search(access, search));
    }

    @Test
    void theListOfPropertiesAndOfGroups() {
        var properties = new HubSpotProperties(http);
        isTriedAgain(".*/contacts", List.of("", "{}", "{\"results\":[]}"), () -> properties.all(access));
        isTriedAgain(".*/groups", List.of("", "{}"), () -> properties.groupExists(access, "line"));
        assertThat(properties.all(access)).isNotEmpty();
    }

    @Test
    void propertiesThatWereToBeMade() {
        var wanted = new PropertyDefinition("x", "X", "string", "text", "g", false, false, List.of());
        isTriedAgain(
                ".*/batch/create",
                List.of("", "{}", "{\"results\":[]}"),
                () -> new HubSpotProperties(http).create(access, List.of(wanted)));
    }

    @Test
    void aTaskThatIsLeftOutWasNotCreated() {
        var contact = portal.createContact(Map.of("email", "a@example.com")).id();
        var task = new NewTask(Long.toString(contact), Instant.EPOCH, "s", "", Optional.empty(), Optional.empty());
        hubspot.faults()
                .add(Fault.answer(
                        "*", ".*/tasks/batch/create", 1, 201, "{\"results\":[{\"id\":\"1\",\"properties\":{}}]}"));
        assertThat(new HubSpotTasks(http).create(access, List.of(task, task)))
                .containsOnly(new RowOutcome.Unknown())
                .hasSize(2);
    }

    @Test
    void theTasksOfAContact() {
        var tasks = new HubSpotTasks(http);
        var contact = portal.createContact(Map.of("email", "a@example.com")).id();
        portal.createTask(Map.of("hs_task_subject", "s", "hs_timestamp", "2026-11-26T00:00:00Z"), contact);
        var ids = List.of(String.valueOf(contact));
        isTriedAgain(
                ".*/associations/.*", List.of("", "{}", "{\"results\":[]}"), () -> tasks.existing(access, ids, "s"));
        isTriedAgain(
                ".*/tasks/batch/read", List.of("", "{}", "{\"results\":[]}"), () -> tasks.existing(access, ids, "s"));
        assertThat(tasks.existing(access, ids, "s")).containsOnlyKeys(ids.getFirst());
        var other = portal.createContact(Map.of("email", "b@example.com")).id();
        assertThat(tasks.existing(access, List.of(String.valueOf(other)), "s")).isEmpty();
    }

    @Test
    void theScopesThatAreMissingAreThoseOfTheCallsThatAreMade() {
        var client = new HubSpotClient(http);
        assertThat(client.missingScopes(access)).isEmpty();
        var weak = portal.addToken(Set.of("crm.objects.contacts.read", "crm.schemas.contacts.read"));
        assertThat(client.missingScopes(new PortalAccess(portal.id(), weak)))
                .containsExactlyInAnyOrder("crm.objects.contacts.write", "crm.schemas.contacts.write");
        assertThat(portal.traffic().byOperationAndStatus())
                .containsKeys("POST contacts/batch/read", "POST contacts/batch/create", "POST contacts/batch/update")
                .doesNotContainKey("POST contacts/batch/upsert");
        assertThat(portal.contacts()).isEmpty();
    }
}
