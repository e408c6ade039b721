package musubi.alert;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.MessagingException;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import musubi.connection.Connections;
import musubi.connection.ProblemCode;
import musubi.delivery.days.SentDays;
import musubi.testing.BrowserWorld;
import musubi.testing.TestWorld;
import musubi.testing.Waits;
import musubi.testing.mail.MailServer;
import musubi.user.Language;
import musubi.user.People;
import musubi.user.Role;
import musubi.user.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** People are told when LINE counts fewer messages than it has accepted. */
class MissingMessagesTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.adjusted();

    private final UUID id = UUID.fromString(WORLD.connect().id());
    private final String email = "missing-%s@example.com".formatted(id);

    @BeforeEach
    void nothingElseIsWrong() {
        WORLD.bean(Connections.class).resolve(id, ProblemCode.WEBHOOK_NOT_SET);
        var person = WORLD.bean(People.class)
                .create(email, "Person", BrowserWorld.PASSWORD, Scope.all(Role.VIEWER), Language.JA);
        WORLD.bean(Alerts.class).choose(person.id(), EnumSet.of(AlertKind.MESSAGES_MISSING));
    }

    @AfterEach
    void nothingIsLeft() {
        WORLD.bean(Connections.class).delete(id);
    }

    private void day(LocalDate day, long sent, long counted) {
        var jdbc = WORLD.database().jdbc();
        jdbc.sql(
                        "insert into sent_day (connection_id, day, method, source, sent, doubtful) values (?, ?, 'PUSH', ?, ?, 0)")
                .params(id, day, UUID.randomUUID(), sent)
                .update();
        jdbc.sql("""
                insert into line_day (connection_id, day, method, counted, ended, asked_at, next_at)
                values (?, ?, 'PUSH', ?, true, now(), now())
                """).params(id, day, counted).update();
    }

    private static void lookAndSend() {
        WORLD.bean(WatchCauses.class).look();
        WORLD.bean(SendAlerts.class).mail();
    }

    private List<String> subjects() {
        lookAndSend();
        return MailServer.received(email).stream()
                .map(mail -> {
                    try {
                        return mail.getSubject();
                    } catch (MessagingException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
    }

    @Test
    void theDayAndTheNumberAreToldOnceAndWhenItIsOver() {
        var yesterday =
                LocalDate.ofInstant(WORLD.clock().instant(), SentDays.ZONE).minusDays(1);
        day(yesterday, 1_000, 970);
        day(yesterday.minusDays(1), 1_000, 990);
        day(yesterday.minusDays(2), 1_000, 1_300);
        Waits.eventually("it is told", () -> subjects().size() == 1);
        assertThat(subjects())
                .singleElement()
                .asString()
                .endsWith(": %sに送信したメッセージのうち、30通がLINEの集計に含まれていません".formatted(yesterday));
        WORLD.database()
                .jdbc()
                .sql("update line_day set counted = 1000 where connection_id = ?")
                .param(id)
                .update();
        Waits.eventually("it is over", () -> subjects().size() == 2);
        assertThat(subjects().getLast()).contains("%sの通数についての通知を終わります".formatted(yesterday));
    }
}
