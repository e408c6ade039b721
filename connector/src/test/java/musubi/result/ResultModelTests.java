package musubi.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import musubi.delivery.PersonOutcome;
import musubi.sandbox.http.Fault;
import musubi.sandbox.hubspot.Contact;
import musubi.testing.Seed;
import musubi.testing.TestWorld;
import musubi.testing.Waits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Random broadcasts under random faults of HubSpot, cuts of the database, steps of the clock and restarts: in the end each contact says the
 * newest broadcast that it got, and has one note of each.
 */
class ResultModelTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.adjusted();

    private static final int ROUNDS = Integer.getInteger("musubi.rounds", 1);
    private static final int PEOPLE = 130;
    private static final int BROADCASTS = 4;
    private static final String NOTES = "/crm/(objects|associations)/[0-9-]+/(contacts/)?notes/batch/(create|read)";
    private static final String CONTACTS = "/crm/objects/[0-9-]+/contacts/batch/(update|read)";

    private final Random random = Seed.random("ResultModelTests");

    /** What a contact is to say, and which broadcasts it is to have a note of. */
    private final Map<Long, String> last = new HashMap<>();

    private final Map<Long, Set<String>> noted = new HashMap<>();

    @Test
    void whateverHappensTheNewestIsOnTheContactAndEachHasOneNote() {
        for (var round = 0; round < ROUNDS; round++) {
            round();
        }
    }

    private void round() {
        // another portal, in which contacts have the same ids again
        last.clear();
        noted.clear();
        var results = new ResultCalls(WORLD);
        results.options(Map.of("noteOnContact", "ALL"));
        var people = results.people(PEOPLE);
        var portal = results.calls().connection().portal();
        var sent = new ArrayList<String>();
        var late = new ArrayList<List<Contact>>();
        for (var i = 0; i < BROADCASTS; i++) {
            var some = people.stream().filter(_ -> random.nextInt(4) > 0).toList();
            // LINE takes the last ones late, after other broadcasts
            var cut = random.nextInt(some.size() / 2, some.size() + 1);
            var title = "Broadcast " + i;
            var id = results.sent(title, some.subList(0, cut));
            sent.add(id);
            late.add(some.subList(cut, some.size()));
            some.forEach(contact -> {
                last.put(contact.id(), title);
                noted.computeIfAbsent(contact.id(), _ -> new HashSet<>()).add(id);
            });
            for (var step = 0; step < 6; step++) {
                happens();
            }
            if (random.nextBoolean()) {
                var which = random.nextInt(i + 1);
                reached(sent.get(which), late.set(which, List.of()));
            }
        }
        WORLD.stop();
        WORLD.start();
        for (var i = 0; i < BROADCASTS; i++) {
            for (var step = 0; step < 4; step++) {
                happens();
            }
            reached(sent.get(i), late.get(i));
        }
        WORLD.hubspot().faults().clear();
        sent.forEach(id -> Waits.eventually("seed %d: all is written".formatted(Seed.VALUE), () -> {
            WORLD.clock().advance(Duration.ofSeconds(30));
            return !read(() -> results.progress(id)).isUnderway();
        }));
        sent.forEach(id -> {
            assertThat(results.progress(id).contactsRefused())
                    .as("seed %d", Seed.VALUE)
                    .isZero();
            assertThat(results.progress(id).notesRefused())
                    .as("seed %d", Seed.VALUE)
                    .isZero();
        });
        people.forEach(contact -> {
            assertThat(results.value(contact, ResultCalls.NAME))
                    .as("seed %d, contact %d", Seed.VALUE, contact.id())
                    .isEqualTo(last.getOrDefault(contact.id(), ""));
            var notes = portal.notes().stream()
                    .filter(note -> note.contactIds().contains(contact.id()))
                    .map(note -> note.properties().getOrDefault("hs_note_body", ""))
                    .toList();
            var expected = noted.getOrDefault(contact.id(), Set.of());
            assertThat(notes)
                    .as("seed %d, contact %d", Seed.VALUE, contact.id())
                    .hasSize(expected.size());
            expected.forEach(id -> assertThat(notes).anyMatch(note -> note.contains("/broadcasts/" + id)));
        });
    }

    private void reached(String id, List<Contact> people) {
        if (people.isEmpty()) {
            return;
        }
        var ids = people.stream().mapToLong(Contact::id).toArray();
        // as in the transaction of a delivery: all of it or nothing
        read(() -> WORLD.bean(TransactionTemplate.class).execute(_ -> {
            WORLD.bean(RecordReached.class).settled(UUID.fromString(id), PersonOutcome.REACHED, ids);
            return true;
        }));
    }

    private void happens() {
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> WORLD.hubspot().faults().add(fault(NOTES, random.nextInt(1, 4)));
            // not those that read an audience
            case 3, 4 ->
                WORLD.hubspot()
                        .faults()
                        .add(fault(CONTACTS, random.nextInt(1, 4)).onBody(ResultCalls.NAME));
            case 5, 6 -> databaseIsCut();
            case 7 -> WORLD.clock().advance(Duration.ofSeconds(random.nextInt(-3_600, 3_600)));
            default -> moment();
        }
    }

    private Fault fault(String calls, int times) {
        return switch (random.nextInt(6)) {
            case 0 -> Fault.answer("POST", calls, times, 500, "");
            case 1 -> Fault.answerAfter("POST", calls, times, 502, "");
            case 2 -> Fault.of(Fault.Kind.CUT_BEFORE, "POST", calls, times, Duration.ZERO);
            case 3 -> Fault.of(Fault.Kind.CUT_AFTER, "POST", calls, times, Duration.ZERO);
            case 4 -> Fault.of(Fault.Kind.DELAY, "POST", calls, times, Duration.ofMillis(random.nextInt(300)));
            default -> Fault.answer("POST", calls, times, 400, "<html>a proxy</html>");
        };
    }

    /** Whatever is under way fails, and nobody knows of a commit whether it happened. */
    private static void databaseIsCut() {
        WORLD.database()
                .jdbc()
                .sql(
                        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()")
                .query((_, _) -> true)
                .list();
        // what the test itself asks must not be what finds them out
        try {
            WORLD.bean(DataSource.class)
                    .unwrap(HikariDataSource.class)
                    .getHikariPoolMXBean()
                    .softEvictConnections();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** The pool may hold connections that were cut; each is found out once. */
    private static <T> T read(Supplier<T> question) {
        for (var left = 50; left > 0; left--) {
            try {
                return question.get();
            } catch (DataAccessException | TransactionException cut) {
                // another connection
            }
        }
        return question.get();
    }

    private void moment() {
        try {
            Thread.sleep(random.nextInt(200));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
