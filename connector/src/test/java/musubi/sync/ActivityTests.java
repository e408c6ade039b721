package musubi.sync;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.UUID;
import musubi.connection.Connections;
import musubi.inbox.Activity;
import musubi.inbox.Activity.Moments;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** When a connection last heard from LINE, stored an event and wrote to HubSpot is known to every node. */
class ActivityTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    private final TestWorld.TestConnection connected = WORLD.connect();
    private final UUID id = UUID.fromString(connected.id());

    private Moments moments() {
        return WORLD.bean(Activity.class).of(Set.of(id)).getOrDefault(id, Moments.NONE);
    }

    @Test
    void aTestOfLineIsHeardAndIsNoEvent() {
        assertThat(moments()).isEqualTo(Moments.NONE);
        WORLD.bean(Connections.class).testWebhook(id);
        eventually("it is heard", () -> moments().heard().isPresent());
        assertThat(moments().event()).isEmpty();
        assertThat(moments().written()).isEmpty();
    }

    @Test
    void theNewestEventAndWriteStay() {
        connected.channel().newUser("さくら").follow();
        eventually("the write is stored", () -> moments().written().isPresent());
        var first = moments();
        assertThat(first.event()).isPresent();
        connected.channel().newUser("田中").follow();
        eventually(
                "later ones take their place",
                () -> moments().written().orElseThrow().isAfter(first.written().orElseThrow())
                        && moments().event().orElseThrow().isAfter(first.event().orElseThrow()));
    }
}
