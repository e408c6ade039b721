package musubi.killed;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import musubi.backup.Backup;
import musubi.backup.Restore;
import musubi.sandbox.http.Fault;
import musubi.sandbox.hubspot.HubSpotStandIn;
import musubi.sandbox.hubspot.Portal;
import musubi.sandbox.line.Channel;
import musubi.sandbox.line.Friend;
import musubi.sandbox.line.LineStandIn;
import musubi.testing.ConnectorProcess;
import musubi.testing.ConsoleSession;
import musubi.testing.Seed;
import musubi.testing.suite.LongRunning;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/runbook.md says to do when data are lost, done with real processes. */
@LongRunning(LongRunning.When.WITH_CACHE)
class RehearsalTests {

    private static final String EMAIL = "admin@example.com";
    private static final String PASSWORD = "long enough to be taken";
    private static final int FRIENDS = 60;

    private final LineStandIn line = LineStandIn.start(0, Clock.systemUTC(), Seed.VALUE);
    private final HubSpotStandIn hubspot = HubSpotStandIn.start(0, Clock.systemUTC(), Seed.VALUE);
    private final Channel channel = KilledTests.channel(line);
    private final Portal portal = KilledTests.portal(hubspot);
    private final int port = ConnectorProcess.freePort();
    private volatile boolean acting = true;

    @TempDir
    Path directory;

    @AfterEach
    void end() {
        acting = false;
        line.close();
        hubspot.close();
    }

    private ConnectorProcess start(Path data, String... more) {
        var settings = new ArrayList<>(List.of(more));
        settings.add("--musubi.line.api-base-url=" + line.url());
        settings.add("--musubi.hubspot.api-base-url=" + hubspot.url());
        return ConnectorProcess.start(data, port, settings);
    }

    private ConnectorProcess startWithAdmin(Path data) {
        return start(data, "--musubi.admin.email=" + EMAIL, "--musubi.admin.password=" + PASSWORD);
    }

    private List<Friend> newFriends(String text) {
        var friends = new ArrayList<Friend>();
        for (var number = 0; number < FRIENDS; number++) {
            var friend = channel.newUser("Sakura");
            friend.follow();
            friend.write(text);
            friends.add(friend);
        }
        return friends;
    }

    private static int backUp(Path file, Path data) {
        return ConnectorProcess.run(Backup.COMMAND, file.toString(), "--musubi.data-dir=" + data);
    }

    private static int restore(Path file, Path data) {
        return ConnectorProcess.run(Restore.COMMAND, file.toString(), "--musubi.data-dir=" + data);
    }

    private void keepComing() {
        Thread.ofPlatform().name("friends").start(() -> {
            while (acting) {
                channel.newUser("Hinata").follow();
                try {
                    Thread.sleep(5);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        });
    }

    @Test
    void whatWasAnsweredBeforeABackUpUnderLoadGoesOnInAFreshInstallation() throws IOException {
        var data = directory.resolve("data");
        var file = directory.resolve("musubi.backup");
        var id = "";
        List<Friend> friends;
        try (var musubi = startWithAdmin(data)) {
            id = KilledTests.connect(musubi, channel, portal);
            // HubSpot is away, so all that friends do waits
            hubspot.faults().add(Fault.answer("*", ".*/contacts/.*", -1, 503, ""));
            friends = newFriends("before the back-up");
            assertThat(channel.awaitWebhooks(Duration.ofSeconds(60))).isTrue();
            keepComing();
            assertThat(backUp(file, data)).isZero();
            acting = false;
            musubi.kill();
        }
        // of a killed one, too
        assertThat(backUp(directory.resolve("later.backup"), data)).isZero();
        assertThat(portal.contacts()).isEmpty();
        hubspot.faults().clear();

        var fresh = ConnectorProcess.dataDirectory(directory.resolve("fresh"));
        Files.copy(data.resolve("master.key"), fresh.resolve("master.key"));
        assertThat(restore(file, fresh)).isZero();
        assertThat(restore(file, fresh)).as("it is not empty any more").isEqualTo(1);
        try (var musubi = start(fresh)) {
            KilledTests.drained(musubi.api(), id, channel, Seed.VALUE);
            assertThat(friends)
                    .allSatisfy(friend -> assertThat(portal.contacts().stream()
                                    .filter(contact -> friend.userId()
                                            .equals(contact.properties().get("line_user_id"))))
                            .singleElement()
                            .satisfies(contact -> assertThat(contact.properties())
                                    .containsEntry("line_last_reply_message", "before the back-up")));
            assertThat(ConsoleSession.at(musubi.url()).signIn(EMAIL, PASSWORD)).doesNotContain("/login");
            assertThat(restore(file, fresh)).as("Musubi runs").isEqualTo(1);
            newFriends("afterwards");
            KilledTests.drained(musubi.api(), id, channel, Seed.VALUE);
        }
    }

    @Test
    void withoutTheMasterKeyItSaysWhatIsLostAndTheWayOutOfTheRunbookWorks() throws IOException {
        var data = directory.resolve("data");
        try (var musubi = startWithAdmin(data)) {
            var id = KilledTests.connect(musubi, channel, portal);
            newFriends("before");
            KilledTests.drained(musubi.api(), id, channel, Seed.VALUE);
            assertThat(musubi.terminate()).isEqualTo(143);
        }
        var key = Files.readString(data.resolve("master.key"));
        Files.delete(data.resolve("master.key"));
        for (var other : List.of(List.<String>of(), List.of("--musubi.master-key=" + "A".repeat(43) + "="))) {
            assertThatThrownBy(() -> start(data, other.toArray(String[]::new)))
                    .hasMessageContainingAll(
                            "Musubi could not start.",
                            "Nothing was changed.",
                            "Without it nobody can read the credentials, the waiting events and the messages under way",
                            "contacts in HubSpot are not affected",
                            "docs/runbook.md, \"The master key is lost, or known to others\"");
            assertThat(data.resolve("master.key")).doesNotExist();
        }
        // found again, all is as it was
        try (var musubi = start(data, "--musubi.master-key=" + key.strip())) {
            assertThat(musubi.api().ok("GET", "/api/connections", null).path("items"))
                    .hasSize(1);
            musubi.terminate();
        }
        var before = portal.contacts().size();
        // nobody answers webhooks meanwhile, and LINE gives up
        channel.useWebhook(false);
        var meanwhile = newFriends("meanwhile");
        channel.useWebhook(true);

        Files.move(data, directory.resolve("data.lost"));
        try (var musubi = startWithAdmin(data)) {
            assertThat(ConsoleSession.at(musubi.url()).signIn(EMAIL, PASSWORD)).doesNotContain("/login");
            var id = KilledTests.connect(musubi, channel, portal);
            var started = musubi.api()
                    .ok("POST", "/api/connections/" + id + "/imports", Map.of("source", "followers"))
                    .path("id")
                    .asString();
            eventually(
                    "the import ends",
                    () -> musubi.api()
                            .ok("GET", "/api/imports/" + started, null)
                            .path("state")
                            .asString("")
                            .equals("DONE"));
            assertThat(portal.contacts()).hasSize(before + meanwhile.size());
            assertThat(meanwhile)
                    .allSatisfy(friend -> assertThat(portal.contactBy("line_user_id", friend.userId()))
                            .isPresent());
        }
    }
}
