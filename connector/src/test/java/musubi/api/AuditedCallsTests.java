package musubi.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import musubi.testing.TestWorld;
import musubi.user.AuditEntry;
import musubi.user.AuditLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who changed what over REST is on record. */
class AuditedCallsTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    @Test
    void whatChangedSomethingIsRecordedAndNothingElse() {
        var connection = WORLD.connect();
        var friend = connection.channel().newUser("さくら");
        friend.follow();
        connection.drained();
        WORLD.api("PATCH", "/api/connections/" + connection.id(), Map.of("name", "another name"));
        WORLD.api("PATCH", "/api/connections/" + connection.id(), Map.of("name", "x".repeat(101)));
        WORLD.api("GET", "/api/connections/" + connection.id() + "/friends", null);
        WORLD.api("POST", "/api/connections/" + connection.id() + "/friends/search", Map.of("query", "さくら"));
        WORLD.api("POST", "/api/connections/" + connection.id() + "/imports", Map.of("source", "followers"));
        assertThat(entries())
                .extracting(AuditEntry::action)
                .containsExactly(
                        "POST /api/connections/{id}/imports", "PATCH /api/connections/{id}", "POST /api/connections");
        assertThat(entries()).first().satisfies(entry -> {
            assertThat(entry.object()).isEqualTo(connection.id());
            assertThat(entry.actor()).isNotEmpty();
        });
        assertThat(entries().toString()).doesNotContain(friend.userId(), "さくら");
    }

    private static List<AuditEntry> entries() {
        return WORLD.bean(AuditLog.class).page(Long.MAX_VALUE, 100);
    }
}
