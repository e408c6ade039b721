package musubi.broadcast.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import musubi.hubspot.ContactRecord;
import musubi.hubspot.SearchPage;
import org.junit.jupiter.api.Test;

/** Where all friends end. */
class AllFriendsTests {

    private static ContactRecord contact(String id) {
        return new ContactRecord(id, Optional.empty(), Map.of(), Set.of());
    }

    @Test
    void theLastPageIsTheOneThatShowsAllThatIsCounted() {
        try (var friends = new AllFriends(
                _ -> new SearchPage(2, List.of(contact("7"), contact("9")), ""), "line_user_id", List.of(), 0)) {
            var part = friends.next(1_000);
            assertThat(part.isLast()).isTrue();
            assertThat(part.contacts()).hasSize(2);
            assertThat(part.place().last()).isEqualTo(9);
        }
    }

    @Test
    void anEmptyPageIsNotTheEndWhileContactsAreCounted() {
        try (var friends = new AllFriends(_ -> new SearchPage(5, List.of(), ""), "line_user_id", List.of(), 0)) {
            assertThatThrownBy(() -> friends.next(1_000)).hasMessageContaining("does not show");
        }
    }
}
