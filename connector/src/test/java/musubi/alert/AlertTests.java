package musubi.alert;

import static musubi.testing.TestWorld.json;
import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMailUtil;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import musubi.connection.Connections;
import musubi.connection.Problem;
import musubi.connection.ProblemCode;
import musubi.inbox.ListedFailure;
import musubi.sandbox.http.Fault;
import musubi.sync.Reason;
import musubi.testing.BrowserWorld;
import musubi.testing.TestWorld;
import musubi.testing.mail.MailServer;
import musubi.testing.suite.LongRunning;
import musubi.user.Language;
import musubi.user.People;
import musubi.user.Person;
import musubi.user.Role;
import musubi.user.Scope;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What people are told by a real mail server and a real webhook. The jobs run beside: each step may also be done by them. */
@LongRunning
class AlertTests {

    private static final Receiver RECEIVER = new Receiver();

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.adjusted();

    private final TestWorld.TestConnection connected = WORLD.connect();
    private final UUID id = UUID.fromString(connected.id());
    private int people;

    @BeforeEach
    void nothingIsWrong() {
        // LINE's API takes no address with http
        WORLD.bean(Connections.class).resolve(id, ProblemCode.WEBHOOK_NOT_SET);
        RECEIVER.forget();
    }

    @AfterEach
    void nothingIsLeft() {
        WORLD.hubspot().faults().clear();
        WORLD.bean(Connections.class).delete(id);
    }

    @AfterAll
    static void end() {
        RECEIVER.close();
    }

    private Person person(Language language, Scope scope) {
        var email = "alert-%s-%d@example.com".formatted(id, people++);
        var person = WORLD.bean(People.class).create(email, "Person", BrowserWorld.PASSWORD, scope, language);
        WORLD.bean(Alerts.class).choose(person.id(), EnumSet.allOf(AlertKind.class));
        return person;
    }

    private void webhook(AlertKind... kinds) {
        WORLD.bean(Alerts.class).setWebhook(id, RECEIVER.address().toString(), Set.of(kinds), Language.EN);
    }

    /** As the jobs do. */
    private static void lookAndSend() {
        WORLD.bean(WatchCauses.class).look();
        WORLD.bean(SendAlerts.class).mail();
        WORLD.bean(SendAlerts.class).post();
    }

    private static List<String> subjects(Person person) {
        return MailServer.received(person.email()).stream()
                .map(mail -> {
                    try {
                        return mail.getSubject();
                    } catch (MessagingException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
    }

    private static void told(Person person, int mails) {
        eventually(mails + " mails", () -> {
            lookAndSend();
            return subjects(person).size() >= mails;
        });
        // nothing more comes
        lookAndSend();
        assertThat(subjects(person)).hasSize(mails);
    }

    private static void posted(int texts) {
        eventually(texts + " texts", () -> {
            lookAndSend();
            return RECEIVER.texts().size() >= texts;
        });
        lookAndSend();
        assertThat(RECEIVER.texts()).hasSize(texts);
    }

    private void refuse() {
        WORLD.bean(Connections.class).report(id, new Problem(ProblemCode.WEBHOOK_OFF));
    }

    private void solve() {
        WORLD.bean(Connections.class).resolve(id, ProblemCode.WEBHOOK_OFF);
    }

    @Test
    void aRefusalIsToldOnceInTheLanguageOfEachAndOnceWhenItIsOver() throws Exception {
        var japanese = person(Language.JA, Scope.all(Role.VIEWER));
        var english = person(Language.EN, Scope.all(Role.OPERATOR));
        webhook(AlertKind.CONNECTION_REFUSED);
        refuse();
        told(japanese, 1);
        told(english, 1);
        posted(1);
        assertThat(subjects(japanese).getFirst()).startsWith("[Musubi] test: ").contains("Webhook");
        assertThat(subjects(english).getFirst()).startsWith("[Musubi] test: ").containsIgnoringCase("webhook");
        var mail = MailServer.received(english.email()).getFirst();
        assertThat(mail.getFrom()[0]).hasToString("musubi@example.com");
        assertThat(GreenMailUtil.getBody(mail)).contains("/connections/" + id);
        assertThat(RECEIVER.texts().getFirst()).startsWith("test: ").contains("/connections/" + id);
        solve();
        told(japanese, 2);
        posted(2);
        assertThat(subjects(japanese).getLast()).contains("解決しました");
        refuse();
        told(japanese, 2);
        WORLD.clock().advance(CauseState.PAUSE);
        told(japanese, 3);
        posted(3);
    }

    @Test
    void nobodyIsToldWhoDoesNotWantItOrMayNotSeeTheConnection() {
        var wanting = person(Language.EN, new Scope(Role.VIEWER, false, Set.of(id)));
        var elsewhere = person(Language.EN, new Scope(Role.VIEWER, false, Set.of()));
        var quiet = person(Language.EN, Scope.all(Role.VIEWER));
        WORLD.bean(Alerts.class).choose(quiet.id(), Set.of(AlertKind.OUTAGE));
        WORLD.bean(People.class)
                .create(id + "@example.com", "Admin", BrowserWorld.PASSWORD, Scope.all(Role.ADMIN), Language.EN);
        var disabled = person(Language.EN, Scope.all(Role.VIEWER));
        WORLD.bean(People.class).disable(disabled.id(), true);
        webhook(AlertKind.IMPORT_FINISHED);
        refuse();
        told(wanting, 1);
        assertThat(subjects(elsewhere)).isEmpty();
        assertThat(subjects(quiet)).isEmpty();
        assertThat(subjects(disabled)).isEmpty();
        assertThat(RECEIVER.calls()).isZero();
    }

    @Test
    void failuresThatWaitAreToldWithTheirNumber() {
        var person = person(Language.EN, Scope.all(Role.VIEWER));
        for (var i = 0; i < 3; i++) {
            ListedFailure.add(
                    WORLD,
                    connected.id(),
                    "U" + "%032x".formatted(i),
                    Reason.VALUE_REFUSED.name(),
                    "secret",
                    WORLD.clock().instant());
        }
        told(person, 1);
        assertThat(subjects(person).getFirst()).endsWith("failures that need attention: 3");
    }

    @Test
    void anOutageOfTenMinutesIsToldUntilEventsAreWritten() {
        var person = person(Language.EN, Scope.all(Role.VIEWER));
        WORLD.hubspot().faults().add(Fault.answer("POST", ".*/contacts/batch/read", -1, 503, ""));
        connected.channel().newUser("さくら").follow();
        var begunEarlier = WORLD.database()
                .jdbc()
                .sql("update portal_outage set since = since - interval '11 minutes' where portal_id = ?")
                .param(connected.connection().path("hubspot").path("portalId").asLong());
        lookAndSend();
        assertThat(subjects(person)).isEmpty();
        eventually("the outage is noted", () -> begunEarlier.update() == 1);
        told(person, 1);
        assertThat(subjects(person).getFirst()).contains("not been written for more than 10 minutes");
        WORLD.hubspot().faults().clear();
        connected.drained();
        told(person, 2);
        assertThat(subjects(person).getLast()).contains("events are written again");
    }

    @Test
    void theEndOfAnImportIsToldWithoutItsFriends() throws IOException, MessagingException {
        var person = person(Language.JA, Scope.all(Role.VIEWER));
        webhook(AlertKind.IMPORT_FINISHED);
        var friend = connected.channel().newUser("さくら");
        friend.follow();
        connected.drained();
        assertThat(json(WORLD.api("POST", "/api/connections/" + id + "/imports", Map.of("source", "followers")))
                        .path("id")
                        .asString(""))
                .isNotEmpty();
        told(person, 1);
        posted(1);
        assertThat(subjects(person).getFirst()).contains("友だちの取り込み");
        var body = MailServer.received(person.email()).getFirst().getContent().toString();
        assertThat(body + RECEIVER.texts())
                .contains("1人を処理しました", "Friends processed: 1")
                .doesNotContain("さくら", friend.userId());
    }
}
