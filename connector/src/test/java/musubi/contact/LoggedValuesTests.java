package musubi.contact;

import static musubi.contact.TestContacts.FRIEND;
import static musubi.contact.TestContacts.NOON;
import static musubi.contact.TestContacts.contact;
import static musubi.contact.TestContacts.known;
import static musubi.contact.TestContacts.login;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A value that a log line shows names its type, and nothing of the person. */
class LoggedValuesTests {

    private static final String TEXT = "a secret";
    private static final String REAL = "sakura@example.com";

    static Stream<Object> values() {
        var properties = contact(Map.of(LineProperty.LAST_REPLY_MESSAGE, TEXT)).values();
        var wrote = new FriendEvent.Wrote(NOON, "5", Optional.of(TEXT));
        return Stream.of(
                FRIEND,
                new Contact(properties, REAL),
                known("Sakura"),
                login(Optional.of(REAL)),
                wrote,
                new Fact.Reply(NOON, "5", TEXT),
                Change.of(wrote).and(Change.loggedIn(login(Optional.of(REAL)), Optional.empty())),
                new Write.Create(properties, REAL),
                new Write.Update(properties, Optional.of(REAL)));
    }

    @ParameterizedTest
    @MethodSource("values")
    void neitherIdNorNameNorAddressNorTextStandsInWhatIsLogged(Object value) {
        assertThat(value.toString())
                .startsWith(value.getClass().getSimpleName() + "[")
                .doesNotContainIgnoringCase(FRIEND.value(), "Sakura", REAL, TEXT, "pictures.example");
    }
}
