package musubi.console;

import static musubi.testing.TestWorld.eventually;
import static musubi.testing.TestWorld.json;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import musubi.inbox.ListedFailure;
import musubi.sandbox.http.Fault;
import musubi.sandbox.line.LoginChannelOptions;
import musubi.sync.Reason;
import musubi.testing.BrowserWorld;
import musubi.testing.TestWorld;
import musubi.testing.TestWorld.Tie;
import musubi.user.ApiTokens;
import musubi.user.AuditLog;
import musubi.user.Invitations;
import musubi.user.Language;
import musubi.user.People;
import musubi.user.Role;
import musubi.user.Scope;

/**
 * Something of everything that pages can show.
 *
 * @param tie a connection with friends, imports, links and failures
 * @param untouched another, with which nothing was done yet
 * @param done an import at its end
 * @param failed one that LINE refused
 * @param paused one that rests
 * @param link a custom link
 * @param invitation the path of an invitation that is open
 * @param reset the path of a link for a new password
 */
record FilledWorld(
        Tie tie,
        Tie untouched,
        String done,
        String failed,
        String paused,
        String link,
        String invitation,
        String reset) {

    static FilledWorld of(TestWorld world, Tie tie) {
        tie.portal().searchLag(Duration.ZERO);
        tie.channel().newUser("さくら").follow();
        tie.channel().newUser("田中 太郎").write("こんにちは");
        tie.channel().crowd(4);
        tie.drained();
        var done = ended(tie);
        tie.channel().verified(false);
        var failed = ended(tie);
        tie.channel().verified(true);
        var paused = paused(tie);
        world.database().jdbc().sql("""
                insert into import (id, connection_id, source, state, walk_ended, started_at, finished_at)
                select gen_random_uuid(), ?, 'CSV', 'DONE', true, now() - day * interval '1 day', now()
                from generate_series(1, 31) day
                """).param(UUID.fromString(tie.id())).update();
        failures(tie);
        var invitation = world.bean(Invitations.class).invite("invited@example.com", Scope.all(Role.OPERATOR));
        people(world, tie);
        var reset = world.bean(Invitations.class)
                .reset(world.bean(People.class).all().getFirst().email());
        return new FilledWorld(
                tie, world.tie(), done, failed, paused, link(tie), invitation.getPath(), reset.getPath());
    }

    private static String begun(Tie tie) {
        return json(tie.world().api("POST", "/api/connections/" + tie.id() + "/imports", Map.of("source", "followers")))
                .path("id")
                .asString("");
    }

    private static String ended(Tie tie) {
        var id = begun(tie);
        eventually(
                "the import ends",
                () -> !json(tie.world().api("GET", "/api/imports/" + id, null))
                        .path("finishedAt")
                        .isNull());
        return id;
    }

    private static String paused(Tie tie) {
        tie.world().hubspot().faults().add(Fault.answer("POST", ".*/batch/read", -1, 503, ""));
        var id = begun(tie);
        tie.world().api("POST", "/api/imports/" + id + "/pause", null);
        tie.world().hubspot().faults().clear();
        return id;
    }

    private static void failures(Tie tie) {
        for (var reason : Reason.values()) {
            ListedFailure.add(
                    tie.world(),
                    tie.id(),
                    "U" + "%032x".formatted(7),
                    reason.name(),
                    "Property values were not valid",
                    Instant.now());
        }
    }

    private static String link(Tie tie) {
        var login = tie.world()
                .line()
                .addLoginChannel(
                        LoginChannelOptions.of(tie.channel(), tie.world().url() + "/link/" + tie.id() + "/callback"));
        tie.world()
                .api(
                        "PATCH",
                        "/api/connections/" + tie.id(),
                        Map.of("line", Map.of("loginChannelId", login.id(), "loginChannelSecret", login.secret())));
        var links = "/api/connections/" + tie.id() + "/links";
        tie.world().api("POST", links, Map.of("title", "止めたリンク", "enabled", false));
        var id = json(tie.world().api("POST", links, Map.of("title", "銀座駅ポスター", "originalSource", "OFFLINE")))
                .path("id")
                .asString("");
        tie.world()
                .database()
                .jdbc()
                .sql("""
                insert into link_count (connection_id, link_id, day, opened, linked, declined, created)
                select :connection, link, current_date - back, 40, 10 + back, 1, 5
                from generate_series(0, 19) back, unnest(array[:link, null]) link
                """)
                .param("connection", UUID.fromString(tie.id()))
                .param("link", id)
                .update();
        return id;
    }

    private static void people(TestWorld world, Tie tie) {
        var some = new Scope(Role.VIEWER, false, Set.of(UUID.fromString(tie.id())));
        var people = world.bean(People.class);
        var gone = people.create("gone@example.com", "山田 花子", BrowserWorld.PASSWORD, some, Language.JA);
        people.disable(gone.id(), true);
        var tokens = world.bean(ApiTokens.class);
        tokens.issue("BI", some, Optional.empty());
        tokens.issue("ended", Scope.all(Role.ADMIN), Optional.of(Instant.EPOCH));
        var audit = world.bean(AuditLog.class);
        for (var entry = 0; entry < 50; entry++) {
            audit.record("admin@example.com", "connection.option", "銀座店", "createTaskOnMessage: on");
        }
    }
}
