package musubi.link;

import static musubi.scenario.ScenarioWorld.send;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import musubi.sandbox.line.Consent;
import musubi.scenario.ScenarioWorld;
import musubi.scenario.definition.Reentry;
import musubi.scenario.definition.Trigger;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who comes by a link of ours comes into the scenarios of it. */
class ScenarioByLinkTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    private final LoginConnection connected = LoginConnection.of(WORLD);
    private final ScenarioWorld it = new ScenarioWorld(WORLD, connected.connection());

    @Test
    void onlyThatLinkCountsWhereTheScenarioNamesOne() {
        var link = connected.newLink(Map.of("title", "poster")).path("id").asString("");
        var step = send("one", "一", Duration.ofDays(1));
        var any = it.scenario(new Trigger.Link(Optional.empty()), new Reentry.Never(), List.of(), step);
        var named = it.scenario(new Trigger.Link(Optional.of(link)), new Reentry.Never(), List.of(), step);
        var other = it.scenario(new Trigger.Link(Optional.of("another")), new Reentry.Never(), List.of(), step);
        var friend = connected.connection().channel().newUser("さくら");
        new Browser(WORLD)
                .link(
                        connected.path() + "/" + link,
                        connected.login(),
                        friend,
                        Consent.given().addingFriend());
        connected.connection().drained();
        it.waiting(any, "one", 1);
        it.waiting(named, "one", 1);
        assertThat(it.rows(other)).isZero();
    }
}
