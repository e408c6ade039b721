package musubi.sync;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import musubi.sandbox.http.Fault;
import musubi.sandbox.line.Friend;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What happened to a contact since it was read must not be overwritten. */
class StaleReadTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.adjusted();

    private final TestWorld.TestConnection connection = WORLD.connect();
    private final Friend taro = connection.channel().newUser("太郎");

    @Test
    void whatWasReadTooLongAgoIsReadAgainBeforeAnythingIsWritten() {
        taro.follow();
        connection.drained();
        // an empty address is ours to fill, unless somebody fills it meanwhile
        connection.portal().update(connection.contact(taro).orElseThrow().id(), Map.of("email", ""));
        var profile = "/v2/bot/profile/" + taro.userId();
        WORLD.line().faults().add(Fault.of(Fault.Kind.DELAY, "GET", profile, 1, Duration.ofSeconds(2)));
        connection.portal().traffic().reset();
        taro.follow();
        eventually("the contact was read", () -> connection.portal().traffic().calls() == 1);
        connection.portal().update(connection.contact(taro).orElseThrow().id(), Map.of("email", "taro@example.com"));
        WORLD.clock().advance(Duration.ofSeconds(31));
        connection.drained();
        assertThat(connection.value(taro, "email")).isEqualTo("taro@example.com");
        assertThat(connection.failures()).isEmpty();
    }
}
