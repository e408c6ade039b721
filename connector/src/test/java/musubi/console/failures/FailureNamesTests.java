package musubi.console.failures;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import musubi.inbox.ListedFailure;
import musubi.sandbox.http.Fault;
import musubi.sync.Reason;
import musubi.testing.BrowserWorld;
import musubi.testing.ConsoleSession;
import musubi.testing.TestWorld;
import musubi.user.Language;
import musubi.user.People;
import musubi.user.Role;
import musubi.user.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Names of friends, which the page of failures asks for when it is there. */
class FailureNamesTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    private String failure(TestWorld.TestConnection connection) {
        ListedFailure.add(
                WORLD, connection.id(), "U" + "%032x".formatted(7), Reason.VALUE_REFUSED.name(), "", Instant.now());
        return connection.failures().get(0).path("id").asString();
    }

    @Test
    void aConnectionThatIsDeletedMeanwhileIsNoFault() {
        var going = WORLD.connect();
        var query = "/failures/names?id=" + failure(going);
        WORLD.bean(People.class)
                .create("a@example.com", "A", BrowserWorld.PASSWORD, Scope.all(Role.VIEWER), Language.EN);
        var session = ConsoleSession.at(WORLD.url());
        session.signIn("a@example.com", BrowserWorld.PASSWORD);
        // HubSpot takes its time; meanwhile the connection goes, whose LINE account is asked next
        WORLD.hubspot().faults().add(Fault.of(Fault.Kind.DELAY, "POST", ".*/batch/read", 1, Duration.ofSeconds(1)));
        var answer = CompletableFuture.supplyAsync(() -> session.get(query));
        eventually("HubSpot is asked", () -> WORLD.hubspot().faults().waiting().isEmpty());
        WORLD.api("DELETE", "/api/connections/" + going.id(), null);
        assertThat(answer.join().statusCode()).isEqualTo(200);
    }
}
