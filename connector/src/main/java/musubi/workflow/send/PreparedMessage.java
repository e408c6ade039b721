package musubi.workflow.send;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import musubi.content.ContactValues;
import musubi.message.CompiledMessage;
import musubi.message.CompiledMessage.Addresses;
import musubi.message.Rendering;
import musubi.workflow.ExecutionReason;
import tools.jackson.databind.json.JsonMapper;

/** What is sent for an execution. */
sealed interface PreparedMessage {

    /** A saved message. Its links lead to where they were written to lead, and are not counted. */
    record Saved(CompiledMessage message, ContactValues values) implements PreparedMessage {}

    /** A text in which HubSpot has filled in its own tokens: what looks like one of ours there was written by somebody else, and stays. */
    record Text(String text) implements PreparedMessage {

        @Override
        public String toString() {
            return "Text";
        }
    }

    /** It cannot be sent to anybody. */
    record Impossible(ExecutionReason reason) implements PreparedMessage {}

    /** For one person: LINE's messages, or why there are none. */
    record Rendered(Optional<byte[]> messages, Optional<ExecutionReason> reason) {

        static Rendered of(Object messages) {
            return new Rendered(
                    Optional.of(JsonMapper.shared().writeValueAsString(messages).getBytes(StandardCharsets.UTF_8)),
                    Optional.empty());
        }

        static Rendered not(ExecutionReason reason) {
            return new Rendered(Optional.empty(), Optional.of(reason));
        }

        @Override
        public String toString() {
            return "Rendered";
        }
    }

    /** The properties of a contact that it needs. */
    default Set<String> properties() {
        return switch (this) {
            case Saved saved -> saved.message().properties();
            case Text ignored -> Set.of();
            case Impossible ignored -> Set.of();
        };
    }

    /**
     * With a person's values.
     *
     * @param properties of the contact, as HubSpot answers, by name
     */
    default Rendered render(Map<String, String> properties) {
        return switch (this) {
            case Saved saved ->
                switch (saved.message().render(saved.values().of(properties), Addresses.TARGETS)) {
                    case Rendering.Ready ready -> Rendered.of(ready.messages());
                    case Rendering.ValueMissing ignored -> Rendered.not(ExecutionReason.MISSING_VALUE);
                    case Rendering.TooLong ignored -> Rendered.not(ExecutionReason.TOO_LONG);
                };
            case Text text -> Rendered.of(List.of(Map.of("type", "text", "text", text.text())));
            case Impossible impossible -> Rendered.not(impossible.reason());
        };
    }
}
