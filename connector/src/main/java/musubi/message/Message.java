package musubi.message;

import java.util.List;
import java.util.Optional;

/**
 * What is sent to each person of an audience, as an operator writes it. All bubbles together are one message of LINE's
 * quota. Whether it keeps LINE's limits is found by {@link CompiledMessage#compile}.
 *
 * @param bubbles 1 to 5, see <a
 *     href="https://developers.line.biz/en/reference/messaging-api/#send-push-message">LINE's limit</a>
 * @param quickReplies at most 13, shown below the last bubble until the friend writes
 * @param whenValueMissing what happens to a person for whom a token has no value
 */
public record Message(
        List<Bubble> bubbles,
        List<QuickReply> quickReplies,
        Optional<Sender> sender,
        WhenValueMissing whenValueMissing) {

    public Message {
        bubbles = List.copyOf(bubbles);
        quickReplies = List.copyOf(quickReplies);
    }

    /** What happens to a person for whom a token without {@code default} has no value. */
    public enum WhenValueMissing {
        /** They get nothing and are counted. */
        SKIP_PERSON,
        /** They get the text without the value. */
        EMPTY
    }

    /** A button below the last bubble. */
    public record QuickReply(Action action, Optional<String> iconMediaId) {}

    /** Shown in place of the account's own name and icon. */
    public record Sender(String name, Optional<String> iconMediaId) {}
}
