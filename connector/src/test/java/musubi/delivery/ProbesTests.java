package musubi.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProbesTests {

    private static List<Recipient> people(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> new Recipient(i, "U%032x".formatted(i)))
                .toList();
    }

    private static PreparedCall call(List<Recipient> people, String messages) {
        return new PreparedCall(people, messages.getBytes(StandardCharsets.UTF_8), "unit_" + messages);
    }

    private static List<Recipient> all(Stream<PreparedCall> calls) {
        return calls.flatMap(call -> call.recipients().stream()).toList();
    }

    @Test
    void theFirstPeopleGetCallsOfTheirOwnWhereverTheyStand() {
        var mixed = new ArrayList<>(people(0, 90));
        Collections.shuffle(mixed, new Random(7));
        var one = call(mixed.subList(0, 45), "A");
        var other = call(mixed.subList(45, 90), "B");
        var cut = Probes.of(List.of(one, other), 0);
        var probes = Stream.concat(cut.first().stream(), cut.second().stream()).toList();
        assertThat(probes).hasSize(20).allSatisfy(probe -> {
            assertThat(probe.recipients()).hasSize(1);
            var messages = one.recipients().contains(probe.recipients().getFirst()) ? one : other;
            assertThat(probe.messages()).isEqualTo(messages.messages());
            assertThat(probe.unit()).isEqualTo(messages.unit());
        });
        assertThat(all(cut.first().stream())).containsExactlyElementsOf(people(0, 10));
        assertThat(all(cut.second().stream())).containsExactlyElementsOf(people(10, 20));
        assertThat(all(Stream.concat(probes.stream(), cut.others().stream())))
                .containsExactlyInAnyOrderElementsOf(people(0, 90));
        assertThat(cut.others()).extracting(PreparedCall::messages).containsExactly(one.messages(), other.messages());
        assertThat(cut.others()).extracting(PreparedCall::unit).containsExactly("unit_A", "unit_B");
    }

    @Test
    void fewerThanThatAreAllOfThem() {
        var cut = Probes.of(List.of(call(people(0, 3), "")), 0);
        assertThat(cut.first()).hasSize(3);
        assertThat(cut.second()).isEmpty();
        assertThat(cut.others()).isEmpty();
    }

    @Test
    void theNextPartGoesOnWhereTheFirstOneEnded() {
        var cut = Probes.of(List.of(call(people(0, 90), "")), 7);
        assertThat(cut.first()).hasSize(3);
        assertThat(cut.second()).hasSize(10);
        assertThat(all(cut.others().stream())).containsExactlyElementsOf(people(13, 90));
    }

    @Test
    void behindTheFirstThereAreNone() {
        var calls = List.of(call(people(0, 3), ""), call(people(3, 5), ""));
        var cut = Probes.of(calls, 20);
        assertThat(cut.first()).isEmpty();
        assertThat(cut.second()).isEmpty();
        assertThat(all(cut.others().stream())).containsExactlyElementsOf(people(0, 5));
    }
}
