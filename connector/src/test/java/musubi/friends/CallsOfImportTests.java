package musubi.friends;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import musubi.sandbox.line.Friend;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/**
 * How many calls of HubSpot an import costs: for new friends one for a hundred, for those who have a contact two. With {@code -Dmusubi.friends=20000} of so
 * many; the figures are printed.
 */
class CallsOfImportTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    private static final int FRIENDS = Integer.getInteger("musubi.friends", 5_000);
    /** Batches of imports that run side by side; what they meet is known when the first has ended. */
    private static final int SIDE_BY_SIDE = 6;

    private final TestWorld.TestConnection connection = WORLD.connect();
    private final ImportCalls imports = new ImportCalls(WORLD, connection);

    private JsonNode imported() {
        connection.portal().traffic().reset();
        var done = imports.ended(imports.startFollowers());
        assertThat(connection.portal().contacts()).as("nobody is doubled").hasSize(FRIENDS);
        return done;
    }

    private long calls(String operation) {
        return connection.portal().traffic().calls("POST contacts/batch/" + operation);
    }

    private double callsPerContact() {
        var perContact = (calls("create") + calls("read") + calls("update")) / (double) FRIENDS;
        System.out.printf(
                "%d friends: create %d, read %d, update %d, %.5f calls for each%n",
                FRIENDS, calls("create"), calls("read"), calls("update"), perContact);
        return perContact;
    }

    @Test
    void aFirstImportAndThoseAfterIt() {
        var friends = imports.silently(FRIENDS);
        ImportCalls.assertCounts(imported(), FRIENDS, FRIENDS, 0, 0, 0);
        assertThat(callsPerContact()).isLessThanOrEqualTo(0.0115);

        // new names for all, so that each contact is written
        rename(friends);
        var renamed = imported();
        // on a busy machine an answer of HubSpot may come too late: what was written is found unchanged then
        var unchanged = renamed.path("unchanged").asInt();
        ImportCalls.assertCounts(renamed, FRIENDS, 0, FRIENDS - unchanged, unchanged, 0);
        assertThat(connection.portal().contacts())
                .allSatisfy(contact ->
                        assertThat(contact.properties().get("line_user_name")).startsWith("もと"));
        assertThat(calls("create")).isLessThanOrEqualTo(SIDE_BY_SIDE);
        assertThat(callsPerContact()).isLessThanOrEqualTo(0.0225);

        ImportCalls.assertCounts(imported(), FRIENDS, 0, 0, FRIENDS, 0);
        assertThat(calls("create")).isZero();
        assertThat(callsPerContact()).isLessThanOrEqualTo(0.0101);
    }

    private static void rename(List<Friend> friends) {
        friends.forEach(friend -> friend.displayName("もと" + friend.displayName()));
    }
}
