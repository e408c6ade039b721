package musubi.line;

import java.util.List;
import java.util.OptionalInt;

/**
 * What became of a call that sends messages with a retry key.
 *
 * @see <a href="https://developers.line.biz/en/docs/messaging-api/retrying-api-request/">Retrying an API request</a>
 */
public sealed interface SendOutcome {

    /**
     * LINE has accepted the messages, by this call or an earlier one with the same key. What it cannot deliver it accepts too: to friends
     * who block the account, and to people who are none.
     *
     * @param before whether by an earlier one
     */
    record Accepted(boolean before) implements SendOutcome {}

    /**
     * By this call LINE has accepted nothing. A new key is safe when no call with this key was {@link Unknown} before: a refusal by the
     * rate limit, the token or the month's limit does not tell what became of an earlier call.
     *
     * @param recipient the index in {@code to} that LINE finds wrong, from 0; empty where it names none
     * @param faults what LINE finds wrong with the messages themselves; empty where it finds nothing, or does not say
     */
    record NotAccepted(LineFailure failure, OptionalInt recipient, List<MessageFault> faults) implements SendOutcome {

        /** Of a call that did not get as far as its content. */
        public NotAccepted(LineFailure failure) {
            this(failure, OptionalInt.empty(), List.of());
        }
    }

    /** Nobody knows whether LINE accepted them. Only a call with the same key and body may follow, within 24 h of the first. */
    record Unknown(LineFailure failure) implements SendOutcome {}

    /**
     * What LINE finds wrong with a message.
     *
     * @param property as {@code messages[0].text}; empty where LINE does not say
     * @param text in LINE's words, English
     */
    public record MessageFault(String property, String text) {}
}
