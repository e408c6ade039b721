package musubi.broadcast.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import musubi.hubspot.ContactRecord;
import musubi.hubspot.ContactsRead;
import musubi.hubspot.HubSpotLists.Members;
import musubi.testing.Seed;
import org.junit.jupiter.api.Test;

/** Contacts of lists, whatever HubSpot leaves out of its answers. */
class ListedContactsTests {

    private static final int MEMBERS = 730;

    private final Random random = Seed.random("listed-contacts");

    private static MergedLists lists(AudiencePlace place) {
        MemberPages pages = (_, after) -> {
            var from = after.isEmpty() ? 1 : Long.parseLong(after) + 1;
            var to = Math.min(MEMBERS, from + 249);
            return new Members.Page(
                    LongStream.rangeClosed(from, to).boxed().toList(),
                    to < MEMBERS ? Optional.of(Long.toString(to)) : Optional.empty());
        };
        var stream = new ListStream(pages, 1, place.lists().getOrDefault(1L, ""), place.last());
        return new MergedLists(new TreeMap<>(Map.of(1L, stream)), new TreeMap<>(), place.last());
    }

    private static ContactsRead answer(List<String> found, List<String> absent) {
        return new ContactsRead(
                found.stream()
                        .collect(Collectors.toMap(
                                id -> id, id -> new ContactRecord(id, Optional.empty(), Map.of(), Set.of()))),
                Set.copyOf(absent));
    }

    @Test
    void whatAnAnswerLeavesOutIsAskedForAgain() {
        ListedContacts.ReadContacts some = ids -> {
            var said = List.copyOf(ids.subList(0, Math.min(ids.size(), 1 + ids.size() / 2)));
            return answer(
                    said.stream().filter(id -> Long.parseLong(id) % 10 != 0).toList(),
                    said.stream().filter(id -> Long.parseLong(id) % 10 == 0).toList());
        };
        var there = new HashSet<String>();
        var gone = 0;
        var place = AudiencePlace.START;
        var isLast = false;
        while (!isLast) {
            // as after a crash: each part by a source of its own
            try (var source = new ListedContacts(lists(place), some, place)) {
                var part = source.next(random.nextInt(1, 300));
                part.contacts()
                        .forEach(contact -> assertThat(there.add(contact.id())).isTrue());
                gone += part.gone();
                assertThat(part.place().last()).isGreaterThanOrEqualTo(place.last());
                place = part.place();
                isLast = part.isLast();
            }
        }
        assertThat(gone).as("seed %d", Seed.VALUE).isEqualTo(MEMBERS / 10);
        assertThat(there).hasSize(MEMBERS - MEMBERS / 10);
        // once more from the end: nobody comes back
        try (var source = new ListedContacts(lists(place), some, place)) {
            var nothing = source.next(100);
            assertThat(nothing.contacts()).isEmpty();
            assertThat(nothing.isLast()).isTrue();
            assertThat(nothing.place().last()).isEqualTo(MEMBERS);
        }
    }

    @Test
    void itIsNotAskedForEver() {
        var calls = new AtomicInteger();
        ListedContacts.ReadContacts silent = _ -> {
            calls.incrementAndGet();
            return answer(List.of(), List.of());
        };
        try (var source = new ListedContacts(lists(AudiencePlace.START), silent, AudiencePlace.START)) {
            assertThatThrownBy(() -> source.next(100)).hasMessage("HubSpot does not say what became of 100 contacts");
        }
        assertThat(calls).hasValueLessThan(10);
    }
}
