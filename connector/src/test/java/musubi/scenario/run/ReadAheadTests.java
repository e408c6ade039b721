package musubi.scenario.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import musubi.hubspot.HubSpotException;
import musubi.scenario.run.ReadAhead.Asked;
import musubi.scenario.run.ReadPeople.Person;
import musubi.testing.RunningClock;
import org.junit.jupiter.api.Test;

class ReadAheadTests {

    private static final Asked NOTHING = new Asked(Set.of(), false);
    private static final Asked NAME = new Asked(Set.of("lastname"), false);

    private final RunningClock clock = new RunningClock();
    private final ConcurrentLinkedQueue<Integer> calls = new ConcurrentLinkedQueue<>();
    private volatile long failing = -1;
    private final ReadAhead ahead = new ReadAhead(this::read, clock);

    private Map<Long, Person> read(Collection<Long> ids, Asked asked) {
        calls.add(ids.size());
        if (ids.contains(failing)) {
            throw HubSpotException.notShownYet("a test");
        }
        Map<Long, Person> people = new HashMap<>();
        ids.forEach(id -> people.put(id, new Person.Gone()));
        return people;
    }

    private static List<Long> people(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }

    @Test
    void whoIsReadAheadIsReadOnce() {
        ahead.begin(people(0, 250), NAME);
        ahead.begin(people(0, 250), NOTHING);
        assertThat(ahead.size()).isEqualTo(250);
        assertThat(ahead.take(people(0, 150), NAME).people()).hasSize(150);
        assertThat(ahead.size()).isEqualTo(100);
        assertThat(ahead.take(people(150, 250), NAME).people()).hasSize(100);
        assertThat(calls).containsExactlyInAnyOrder(100, 100, 50);
        assertThat(ahead.take(people(0, 1), NAME).people()).as("taken before").hasSize(1);
        assertThat(calls).hasSize(4);
    }

    @Test
    void whatIsOlderThanAMinuteIsReadAgain() {
        ahead.begin(people(0, 10), NAME);
        clock.advance(ReadAhead.FRESH.minusSeconds(5));
        ahead.begin(people(0, 10), NAME);
        assertThat(ahead.take(people(0, 5), NAME).people()).hasSize(5);
        assertThat(calls).hasSize(1);
        clock.advance(Duration.ofSeconds(6));
        assertThat(ahead.take(people(5, 10), NAME).people()).hasSize(5);
        assertThat(calls).hasSize(2);
    }

    @Test
    void aClockThatWasPutBackMakesItReadAgain() {
        clock.advance(Duration.ofHours(1));
        ahead.begin(people(0, 10), NAME);
        clock.advance(Duration.ofHours(-1));
        assertThat(ahead.take(people(0, 10), NAME).people()).hasSize(10);
        assertThat(calls).hasSize(2);
    }

    @Test
    void moreIsReadWhenMoreIsNeeded() {
        ahead.begin(people(0, 10), NOTHING);
        assertThat(ahead.take(people(0, 10), NAME).people()).hasSize(10);
        ahead.begin(people(0, 10), NAME);
        assertThat(ahead.take(people(0, 10), new Asked(Set.of("lastname"), true))
                        .people())
                .hasSize(10);
        assertThat(calls).hasSize(4);
    }

    @Test
    void oneCallThatFailsKeepsNobodyElseBack() {
        failing = 120;
        ahead.begin(people(0, 300), NAME);
        var found = ahead.take(people(0, 300), NAME);
        assertThat(found.people().keySet())
                .hasSize(200)
                .containsAll(people(0, 100))
                .containsAll(people(200, 300));
        assertThat(found.failure()).isPresent();
        failing = -1;
        assertThat(ahead.take(people(100, 200), NAME))
                .isEqualTo(new ReadAhead.Found(read(people(100, 200), NAME), Optional.empty()));
    }

    @Test
    void whoWasNeverTakenIsForgotten() {
        ahead.begin(people(0, 10), NAME);
        ahead.forgetOld();
        assertThat(ahead.size()).isEqualTo(10);
        clock.advance(ReadAhead.FRESH);
        ahead.forgetOld();
        assertThat(ahead.size()).isZero();
    }

    @Test
    void nothingIsReadForARunThatHasEnded() {
        ahead.close();
        ahead.begin(people(0, 300), NAME);
        assertThat(ahead.take(people(0, 300), NAME).people()).isEmpty();
        assertThat(calls).isEmpty();
    }
}
