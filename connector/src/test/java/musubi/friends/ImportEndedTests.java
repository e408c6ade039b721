package musubi.friends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import musubi.friends.Import.State;
import musubi.friends.ImportRefusedException.Reason;
import musubi.line.Followers;
import musubi.sandbox.http.Fault;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An import that has ended brings in nothing more, whatever was under way. */
class ImportEndedTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    private final UUID connection = UUID.fromString(WORLD.connect().id());
    private final Imports imports = WORLD.bean(Imports.class);

    @AfterEach
    void noFaultIsLeft() {
        WORLD.line().faults().clear();
    }

    @Test
    // the JDK joins streams by an enumeration alone
    @SuppressWarnings("JdkObsolete")
    void aFileThatIsStillReadWhenItIsCancelledBringsInNothingMore() {
        // reading on is what cancels it
        var parts = Stream.of(0, 2_500, 5_000)
                .peek(from -> {
                    if (from == 2_500) {
                        imports.cancel(newest().id());
                    }
                })
                .map(from -> ids(from, from + 2_500))
                .iterator();
        var slow = new SequenceInputStream(new Enumeration<InputStream>() {
            @Override
            public boolean hasMoreElements() {
                return parts.hasNext();
            }

            @Override
            public InputStream nextElement() {
                return parts.next();
            }
        });
        assertThatThrownBy(() -> imports.csv(connection, slow))
                .isInstanceOfSatisfying(ImportRefusedException.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(Reason.CONFLICT);
                    assertThat(refused.problem().code()).isEqualTo(ImportProblem.Code.STATE);
                });
        var one = newest();
        assertThat(one.state()).isEqualTo(State.CANCELLED);
        assertThat(one.problem()).isEmpty();
        assertNothingIsLeft(one.id());
    }

    @Test
    void aPageThatWasUnderWayWhenItIsCancelledIsNotBroughtIn() {
        WORLD.line().faults().add(Fault.answer("GET", "/v2/bot/followers/ids", -1, 503, "{}"));
        var id = imports.followers(connection).id();
        var walk = WORLD.bean(ImportRows.class).running(Instant.now().plus(1, ChronoUnit.DAYS)).stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
        imports.cancel(id);
        WORLD.bean(FeedImports.class)
                .bringIn(walk, new Followers(List.of("U" + "0123456789abcdef".repeat(2)), Optional.empty()));
        assertNothingIsLeft(id);
        assertThat(newest().state()).isEqualTo(State.CANCELLED);
    }

    private Import newest() {
        return imports.of(connection, Optional.empty(), 1).getFirst();
    }

    private static ByteArrayInputStream ids(int from, int to) {
        return new ByteArrayInputStream(IntStream.range(from, to)
                .mapToObj("U%032x\n"::formatted)
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.US_ASCII));
    }

    private static void assertNothingIsLeft(UUID origin) {
        for (var table : List.of("inbox", "origin_friend")) {
            assertThat(WORLD.database()
                            .jdbc()
                            .sql("select count(*) from " + table + " where origin = ?")
                            .param(origin)
                            .query(Integer.class)
                            .single())
                    .as(table)
                    .isZero();
        }
    }
}
