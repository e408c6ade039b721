package musubi.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import musubi.broadcast.BroadcastCalls;
import musubi.sandbox.hubspot.Contact;
import musubi.sandbox.line.Friend;
import musubi.testing.ApplicationStarts;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A broadcast goes out after the back-up was made, which is then restored by the command. */
class RestoredBackupTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.adjusted();

    private final BroadcastCalls calls = new BroadcastCalls(WORLD, WORLD.connect());
    private final List<Friend> friends = calls.friends(70);

    @TempDir
    Path directory;

    @Test
    void whatWentOutSinceIsNotSentTwice() {
        var contacts =
                friends.stream().map(friend -> calls.contact(friend, Map.of())).toList();
        var list = calls.list("A", contacts.subList(0, 60));
        var id = calls.draft(Map.of(
                "message",
                BroadcastCalls.message("Hello"),
                "audience",
                Map.of("lists", List.of(list)),
                "at",
                WORLD.clock().instant().plusSeconds(7_200).toString()));
        calls.call("POST", "/api/broadcasts/" + id + "/send", null, 202);
        var file = directory.resolve("musubi.backup");
        assertThat(ApplicationStarts.alone(() -> Backup.run(arguments(file)))).isZero();

        WORLD.clock().advance(Duration.ofHours(2));
        calls.reaches(id, "DONE");
        var lists = calls.connection().portal().lists();
        lists.leave(
                Long.parseLong(list),
                contacts.subList(3, 6).stream().map(Contact::id).toList());
        lists.join(
                Long.parseLong(list),
                contacts.subList(60, 70).stream().map(Contact::id).toList());

        WORLD.stop();
        WORLD.database().jdbc().sql("drop schema public cascade").update();
        WORLD.database().jdbc().sql("create schema public").update();
        assertThat(ApplicationStarts.alone(() -> Restore.run(arguments(file)))).isZero();
        WORLD.start();

        var paused = calls.reaches(id, "PAUSED");
        assertThat(paused.at("/pause/reason").asString("")).isEqualTo("RESTORED");
        calls.call("POST", "/api/broadcasts/" + id + "/cancel", null, 204);
        calls.reaches(id, "CANCELLED");
        assertThat(friends).allSatisfy(friend -> assertThat(friend.received()).hasSizeLessThan(2));
        assertThat(friends.subList(0, 60))
                .allSatisfy(friend -> assertThat(friend.received()).hasSize(1));
    }

    private static String[] arguments(Path file) {
        return TestBackups.arguments(file, WORLD.database(), TestBackups.MASTER_KEY);
    }
}
