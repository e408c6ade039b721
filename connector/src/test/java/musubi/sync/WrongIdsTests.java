package musubi.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import musubi.inbox.FriendHash;
import musubi.inbox.Settlement;
import musubi.inbox.migration.InboxMigrations;
import musubi.inbox.postgres.TestInbox;
import musubi.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A contact with an invalid LINE user id and the failed event about it come and go together, whatever fails in between. */
class WrongIdsTests {

    private static final Map<String, String> WRONG = Map.of("42", "not an id");

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.create();

    private static final TestInbox INBOX = TestInbox.on(DATABASE);

    private final UUID connectionId = INBOX.connection();
    private final WrongIds wrongIds = new WrongIds(
            DATABASE.dataSource(),
            INBOX.failures(),
            new TransactionTemplate(new JdbcTransactionManager(DATABASE.dataSource())),
            new FriendHash(InboxMigrations.KEY));

    @AfterAll
    static void close() {
        INBOX.close();
    }

    @Test
    void itIsRememberedExactlyIfItsFailureIsListed() {
        var settlement = failing();
        assertThatThrownBy(() -> INBOX.queue().settle(settlement, () -> {
                    wrongIds.note(connectionId, WRONG);
                    throw new IllegalStateException("crash");
                }))
                .hasMessage("crash");
        assertThat(wrongIds.listed(connectionId, WRONG)).isEmpty();
        assertThat(failed()).isZero();
        INBOX.queue().settle(settlement, () -> wrongIds.note(connectionId, WRONG));
        assertThat(wrongIds.listed(connectionId, WRONG)).containsExactly("42");
        assertThat(failed()).isEqualTo(1);
    }

    @Test
    void itLeavesBothListsOrNeither() {
        INBOX.queue().settle(failing(), () -> wrongIds.note(connectionId, WRONG));
        rename("failure", "failure_away");
        try {
            assertThatThrownBy(() -> wrongIds.putRight(connectionId, Set.of("42")))
                    .isInstanceOf(DataAccessException.class);
        } finally {
            rename("failure_away", "failure");
        }
        assertThat(wrongIds.listed(connectionId, WRONG)).containsExactly("42");
        wrongIds.putRight(connectionId, Set.of("42"));
        assertThat(wrongIds.listed(connectionId, WRONG)).isEmpty();
        assertThat(failed()).isZero();
    }

    /** An event of the contact 42 that becomes a failure. */
    private Settlement failing() {
        INBOX.queue().append(List.of(TestInbox.event(connectionId, "not an id")));
        var settlement = new Settlement();
        settlement.fail(INBOX.queue().take(connectionId, Set.of(), 10), Reason.NO_LINE_USER_ID.name(), "", "42");
        return settlement;
    }

    private long failed() {
        return INBOX.queue().backlog(connectionId).failed();
    }

    private static void rename(String table, String to) {
        DATABASE.jdbc().sql("alter table %s rename to %s".formatted(table, to)).update();
    }
}
