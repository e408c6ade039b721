package musubi.inbox.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import musubi.inbox.EventKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What versions before kinds stored is told apart as these versions did. */
class KindOfPayloadTests {

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            {"type":"follow","timestamp":1}                                  | FOLLOW
            {"type":"unfollow","timestamp":1}                                | UNFOLLOW
            {"timestamp":1,"type":"message","message":{"type":"text"}}       | MESSAGE
            {"type":"unsend","unsend":{"messageId":"1"}}                     | UNSEND
            {"type":"postback"}                                              | POSTBACK
            {"type":"musubi.login","timestamp":1}                            | LOGIN
            {"type":"musubi.import","timestamp":1}                           | IMPORT
            {"type":"musubi.outside","timestamp":1,"objectId":"1"}           | CONTACT_FOUND
            {"type":"musubi.completeProfile"}                                | COMPLETE_PROFILE
            {"type":"musubi.task","timestamp":1}                             | TASK
            {"subscriptionType":"contact.propertyChange","objectId":1}       | CONTACT_CHANGED
            {"eventType":"contact.propertyChange","objectId":1}              | CONTACT_CHANGED
            {"type":"beacon"}                                                | UNKNOWN
            {"type":7}                                                       | UNKNOWN
            {}                                                               | UNKNOWN
            []                                                               | UNKNOWN
            private words                                                    | UNKNOWN
            ``                                                               | UNKNOWN
            """)
    void eachPayloadHasItsKind(String payload, EventKind kind) {
        assertThat(KindOfPayload.find(payload.getBytes(StandardCharsets.UTF_8))).isEqualTo(kind);
    }
}
