package musubi.contact;

import static musubi.contact.TestContacts.FRIEND;
import static musubi.contact.TestContacts.contact;
import static musubi.contact.TestContacts.contactWithout;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContactTests {

    @ParameterizedTest
    @CsvSource({"FOLLOW, true", "MESSAGE, true", "UNBLOCK, true", "IMPORT, true", "HUBSPOT, false", "LOGIN, false"})
    void aContactThatCameFromLineHasItsIcon(String source, boolean hasLineIcon) {
        assertThat(contact(Map.of(LineProperty.CONTACT_SOURCE, source)).hasLineIcon())
                .isEqualTo(hasLineIcon);
    }

    @Test
    void aContactOfUnknownSourceHasNoIcon() {
        assertThat(contactWithout(LineProperty.CONTACT_SOURCE).hasLineIcon()).isFalse();
        assertThat(contact(Map.of(LineProperty.CONTACT_SOURCE, "NEWSLETTER")).hasLineIcon())
                .isFalse();
    }

    @Test
    void theIconIsThereOnlyWhileTheAddressIsThePlaceholderOfThisVeryFriend() {
        var values = contact(Map.of()).values();
        assertThat(new Contact(values, FRIEND.placeholderEmail()).hasLineIcon()).isTrue();
        assertThat(new Contact(values, "sakura@example.com").hasLineIcon()).isFalse();
        assertThat(new Contact(values, "u00000000000000000000000000000000@line.me").hasLineIcon())
                .isFalse();
        assertThat(contactWithout(LineProperty.USER_ID).hasLineIcon()).isFalse();
    }

    @Test
    void aMomentThatIsNoneIsOlderThanAnyOther() {
        var contact = contact(Map.of(LineProperty.FOLLOW_UPDATED_AT, "yesterday"));
        assertThat(contact.following()).contains(new Fact.Following(Instant.EPOCH, FollowState.YES));
    }
}
