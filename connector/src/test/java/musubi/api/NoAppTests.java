package musubi.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class NoAppTests extends RunningMusubi {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.published();

    NoAppTests() {
        super(WORLD);
    }

    @Test
    void withoutAnAppThereIsNoLink() {
        assertThat(call("POST", "/api/hubspot/installs", "").refusedWith(409).text("/detail"))
                .contains("musubi.hubspot.client-id", "/hubspot/callback");
        call("GET", "/api/hubspot/installs/" + UUID.randomUUID(), "").refusedWith(404);
    }

    @Test
    void aTokenOrAPortalIsNeededAndNotBoth() {
        var neither = request(newChannel(), newPortal());
        neither.putObject("hubspot");
        assertThat(post(neither).refusedWith(400).text("/errors/0/field")).isEqualTo("hubspot.accessToken");
        var portal = newPortal();
        var both = request(newChannel(), portal);
        both.putObject("hubspot").put("accessToken", portal.accessToken()).put("portalId", portal.id());
        assertThat(post(both).refusedWith(400).text("/errors/0/field")).isEqualTo("hubspot.portalId");
        var nothing = request(newChannel(), portal);
        nothing.putObject("hubspot").put("portalId", -1);
        post(nothing).refusedWith(400);
    }
}
