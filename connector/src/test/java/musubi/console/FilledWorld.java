package musubi.console;

import static musubi.testing.TestWorld.json;
import static musubi.testing.Waits.eventually;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import musubi.inbox.ListedFailure;
import musubi.sandbox.http.Fault;
import musubi.sandbox.hubspot.ListKind;
import musubi.sandbox.line.LoginChannelOptions;
import musubi.sync.Reason;
import musubi.testing.BrowserWorld;
import musubi.testing.TestWorld;
import musubi.testing.TestWorld.TestConnection;
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
 * @param connection a connection with friends, imports, links and failures
 * @param untouched another, with which nothing was done yet
 * @param done an import at its end
 * @param failed one that LINE refused
 * @param paused one that rests
 * @param link a custom link
 * @param draft a broadcast that is not sent
 * @param scheduled one that waits for its time
 * @param sent one that is
 * @param scenario one that is on
 * @param invitation the path of an invitation that is open
 * @param reset the path of a link for a new password
 */
record FilledWorld(
        TestConnection connection,
        TestConnection untouched,
        String done,
        String failed,
        String paused,
        String link,
        String draft,
        String scheduled,
        String sent,
        String scenario,
        String invitation,
        String reset) {

    static FilledWorld of(TestWorld world, TestConnection connection) {
        connection.portal().searchLag(Duration.ZERO);
        connection.channel().newUser("さくら").follow();
        connection.channel().newUser("田中 太郎").write("こんにちは");
        connection.channel().crowd(4);
        connection.drained();
        var done = ended(connection);
        connection.channel().verified(false);
        var failed = ended(connection);
        connection.channel().verified(true);
        var paused = paused(connection);
        world.database().jdbc().sql("""
                insert into import (id, connection_id, source, state, walk_ended, started_at, finished_at)
                select gen_random_uuid(), ?, 'CSV', 'DONE', true, now() - day * interval '1 day', now()
                from generate_series(1, 31) day
                """).param(UUID.fromString(connection.id())).update();
        failures(connection);
        world.database().jdbc().sql("""
                insert into workflow_execution (id, connection_id, callback_id, state, quiet_hours, transactional, received_at, due_at,
                    late_at, expires_at, status, reason)
                select gen_random_uuid(), ?, 'c' || n, case n when 1 then 'DROPPED' else 'COMPLETED' end, 'WAIT', false, now(), now(),
                    now(), now() + interval '7 days', case n when 1 then 'REFUSED' else 'SENT' end, case n when 1 then 'QUOTA' end
                from generate_series(1, 3) n
                """).param(UUID.fromString(connection.id())).update();
        var invitation = world.bean(Invitations.class).invite("invited@example.com", Scope.all(Role.OPERATOR));
        people(world, connection);
        var reset = world.bean(Invitations.class)
                .reset(world.bean(People.class).all().getFirst().email());
        return new FilledWorld(
                connection,
                world.connect(),
                done,
                failed,
                paused,
                link(connection),
                broadcast(connection, "週末のお知らせ", Map.of()),
                scheduled(connection),
                sent(connection),
                scenario(connection),
                invitation.getPath(),
                reset.getPath());
    }

    private static String broadcast(TestConnection connection, String title, Map<String, Object> more) {
        var list = connection.portal().lists().add(title, ListKind.MANUAL, List.of());
        var body = new HashMap<>(more);
        body.put("title", title);
        body.put("message", Map.of("bubbles", List.of(Map.of("type", "text", "text", "こんにちは"))));
        body.put("audience", Map.of("lists", List.of(Long.toString(list.id()))));
        return json(connection.world().api("POST", "/api/connections/" + connection.id() + "/broadcasts", body))
                .path("id")
                .asString("");
    }

    private static String scenario(TestConnection connection) {
        var hello = Map.of("bubbles", List.of(Map.of("type", "text", "text", "ようこそ")));
        var condition = Map.of("property", "lastname", "operator", "HAS");
        return json(connection
                        .world()
                        .api(
                                "POST",
                                "/api/connections/" + connection.id() + "/scenarios",
                                Map.of(
                                        "name",
                                        "ようこそ",
                                        "enabled",
                                        true,
                                        "trigger",
                                        Map.of("kind", "FOLLOW"),
                                        "steps",
                                        List.of(
                                                Map.of("key", "a", "message", hello),
                                                Map.of(
                                                        "key",
                                                        "b",
                                                        "wait",
                                                        "P1D",
                                                        "branch",
                                                        Map.of(
                                                                "if",
                                                                condition,
                                                                "then",
                                                                List.of(Map.of("key", "c", "message", hello))))))))
                .path("id")
                .asString("");
    }

    private static String scheduled(TestConnection connection) {
        var at = Instant.now().plus(Duration.ofDays(2)).truncatedTo(ChronoUnit.SECONDS);
        var id = broadcast(connection, "来週のお知らせ", Map.of("at", at.toString()));
        connection.world().api("POST", "/api/broadcasts/" + id + "/send", null);
        return id;
    }

    private static String sent(TestConnection connection) {
        var id = broadcast(connection, "夏のセール", Map.of());
        connection.world().api("POST", "/api/broadcasts/" + id + "/send", null);
        eventually(
                "it is sent",
                () -> json(connection.world().api("GET", "/api/broadcasts/" + id, null))
                        .path("state")
                        .asString("")
                        .equals("DONE"));
        return id;
    }

    private static String begun(TestConnection connection) {
        return json(connection
                        .world()
                        .api("POST", "/api/connections/" + connection.id() + "/imports", Map.of("source", "followers")))
                .path("id")
                .asString("");
    }

    private static String ended(TestConnection connection) {
        var id = begun(connection);
        eventually(
                "the import ends",
                () -> !json(connection.world().api("GET", "/api/imports/" + id, null))
                        .path("finishedAt")
                        .isNull());
        return id;
    }

    private static String paused(TestConnection connection) {
        connection.world().hubspot().faults().add(Fault.answer("POST", ".*/batch/read", -1, 503, ""));
        var id = begun(connection);
        connection.world().api("POST", "/api/imports/" + id + "/pause", null);
        connection.world().hubspot().faults().clear();
        return id;
    }

    private static void failures(TestConnection connection) {
        for (var reason : Reason.values()) {
            ListedFailure.add(
                    connection.world(),
                    connection.id(),
                    "U" + "%032x".formatted(7),
                    reason.name(),
                    "Property values were not valid",
                    Instant.now());
        }
    }

    private static String link(TestConnection connection) {
        var login = connection
                .world()
                .line()
                .addLoginChannel(LoginChannelOptions.of(
                        connection.channel(), connection.world().url() + "/link/" + connection.id() + "/callback"));
        connection
                .world()
                .api(
                        "PATCH",
                        "/api/connections/" + connection.id(),
                        Map.of("line", Map.of("loginChannelId", login.id(), "loginChannelSecret", login.secret())));
        var links = "/api/connections/" + connection.id() + "/links";
        connection.world().api("POST", links, Map.of("title", "止めたリンク", "enabled", false));
        var id = json(connection.world().api("POST", links, Map.of("title", "銀座駅ポスター", "originalSource", "OFFLINE")))
                .path("id")
                .asString("");
        connection
                .world()
                .database()
                .jdbc()
                .sql("""
                insert into link_count (connection_id, link_id, day, opened, linked, declined, created)
                select :connection, link, current_date - back, 40, 10 + back, 1, 5
                from generate_series(0, 19) back, unnest(array[:link, null]) link
                """)
                .param("connection", UUID.fromString(connection.id()))
                .param("link", id)
                .update();
        return id;
    }

    private static void people(TestWorld world, TestConnection connection) {
        var some = new Scope(Role.VIEWER, false, Set.of(UUID.fromString(connection.id())));
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
