package musubi.friends;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import musubi.sandbox.hubspot.PortalOptions;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What friends do goes before what an operator brings in, also when an import uses all calls that HubSpot allows. */
class LiveFirstTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    @Test
    void aLoneFollowDoesNotWaitForAnImport() {
        var connection =
                WORLD.connect(WORLD.hubspot().addPortal(PortalOptions.defaults().callsPerTenSeconds(40)), Map.of());
        connection.channel().useWebhook(false);
        connection.channel().crowd(10_000);
        connection.channel().useWebhook(true);
        connection.portal().traffic().reset();
        var id = TestWorld.json(WORLD.api(
                        "POST", "/api/connections/" + connection.id() + "/imports", Map.of("source", "followers")))
                .path("id")
                .asString();
        eventually("most calls are used", () -> connection.portal().traffic().calls() > 30);
        for (var follow = 0; follow < 3; follow++) {
            var friend = connection.channel().newUser("さくら");
            var before = connection.portal().traffic().calls();
            friend.follow();
            eventually("the contact is there", () -> connection.contact(friend).isPresent());
            // what HubSpot allows in five seconds; a tenth of the import's
            assertThat(connection.portal().traffic().calls() - before).isLessThan(20);
        }
        assertThat(TestWorld.json(WORLD.api("GET", "/api/imports/" + id, null))
                        .path("state")
                        .asString())
                .as("it was under way all the time")
                .isEqualTo("RUNNING");
        assertThat(connection.portal().traffic().tooMany()).isZero();
    }
}
