package musubi.broadcast.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import musubi.broadcast.Audience;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.sandbox.http.Fault;
import musubi.sandbox.hubspot.ListKind;
import musubi.testing.TestWorld;
import musubi.testing.TestWorld.TestConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How many people an audience has, as HubSpot counts them. */
class AudienceSizeTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    private final TestConnection connection = WORLD.connect();

    @AfterEach
    void hubspotIsWell() {
        WORLD.hubspot().faults().clear();
    }

    private long list(String name, long... members) {
        return connection
                .portal()
                .lists()
                .add(name, ListKind.MANUAL, Arrays.stream(members).boxed().toList())
                .id();
    }

    private long size(Set<Long> lists, Set<Long> except) {
        Connection known = WORLD.bean(Connections.class)
                .find(UUID.fromString(connection.id()))
                .orElseThrow();
        return WORLD.bean(Audiences.class).size(known, new Audience(lists, except, false, OptionalInt.empty()));
    }

    private void theNextAnswerToSeveralHasNone() {
        WORLD.hubspot().faults().add(Fault.answer("GET", ".*/lists(/[^/]*)?", 1, 200, "{\"lists\":[]}"));
    }

    @Test
    void itIsTheSumOfItsLists() {
        assertThat(size(Set.of(list("A", 1, 2, 3), list("B", 3, 4)), Set.of(list("C", 1))))
                .isEqualTo(5);
    }

    /** HubSpot may leave out a list that exists: an absence says nothing until HubSpot is asked for that one. */
    @Test
    void aListThatIsLeftOutOfTheAnswerToSeveralIsAskedForSingly() {
        var lists = Set.of(list("A", 1, 2, 3), list("B", 4));
        theNextAnswerToSeveralHasNone();
        assertThat(size(lists, Set.of())).isEqualTo(4);
    }

    @Test
    void oneThatIsNotThereThenEitherIsGone() {
        var gone = list("A", 1);
        var there = list("B", 2);
        connection.portal().lists().delete(gone);
        assertThatThrownBy(() -> size(Set.of(there, gone), Set.of()))
                .isInstanceOfSatisfying(
                        ListGoneException.class, e -> assertThat(e.listId()).isEqualTo(gone));
        assertThatThrownBy(() -> size(Set.of(there), Set.of(gone))).isInstanceOf(ListGoneException.class);
    }
}
