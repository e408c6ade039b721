package musubi.broadcast;

import java.util.List;
import java.util.Optional;
import musubi.content.MessageCheckProblem;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.DefaultMessageSourceResolvable;

/**
 * What is wrong with a broadcast, or what may surprise. Its sentences are in the message bundles: {@code broadcast.problem.<code>.title} and
 * {@code .detail}.
 *
 * @param field where, as {@code audience.lists[0]}; empty where it is about the whole
 * @param arguments of the sentences
 * @param ofMessage where it is a problem of a message: its field is behind {@code message} or {@code variants[n].message}
 */
public record BroadcastProblem(
        String field, Code code, List<String> arguments, Optional<MessageCheckProblem> ofMessage) {

    /** What it is. */
    public enum Code {
        TITLE_MISSING(false),
        TITLE_TOO_LONG(false),
        /** None, or more than one, of {@code message}, {@code messageId} and {@code variants}. */
        MESSAGE_MISSING(false),
        NO_SUCH_MESSAGE(false),
        /** A picture or video was deleted meanwhile. */
        MEDIA_GONE(false),
        VARIANTS_NUMBER(false),
        VARIANT_NAME(false),
        PERCENT(false),
        /** Of a broadcast with a winner, which is chosen by its name. */
        VARIANT_NAME_TWICE(false),
        /** A winner, but no variants, or none for less than all. */
        WINNER_WITHOUT_REMAINDER(false),
        /** By clicks that are not counted. */
        WINNER_NOT_COUNTED(false),
        /** By clicks on messages that have no link which is counted. */
        WINNER_WITHOUT_LINKS(true),
        /** Arguments: minutes at least, hours at most. */
        WINNER_AFTER(false),
        /** A time for what a person decides. */
        WINNER_AFTER_HAND(false),
        /** Of those there are. */
        NO_SUCH_VARIANT(false),
        AUDIENCE_MISSING(false),
        ALL_FRIENDS_WITH_LISTS(false),
        TOO_MANY_LISTS(false),
        DAYS(false),
        /** Argument: the list's id. */
        LIST_GONE(false),
        /** Argument: the scope. */
        SCOPE_MISSING(false),
        AT_PASSED(false),
        CONNECTION_PAUSED(false),
        /** It would be sent when people do not want messages. Arguments: from and to, as hours and minutes in the portal's zone. */
        QUIET_HOURS(true),
        /** Of a message; see {@link BroadcastProblem#ofMessage}. */
        MESSAGE(false),
        /** HubSpot did not answer: how many people it is for is not known. */
        AUDIENCE_NOT_ASKED(true),
        /** Counted links lead through this Musubi, whose address is not https. */
        LINKS_NOT_HTTPS(false),
        /** LINE did not answer: how many messages are left is not known. */
        QUOTA_NOT_ASKED(true),
        /** Arguments: messages that are needed, messages that are left. */
        QUOTA(true),
        /** The lists are empty. */
        NOBODY(true),
        /** Argument: how many people a test may have. */
        TEST_PEOPLE(false),
        /** Argument: the record id of a contact that does not exist. */
        TEST_NO_CONTACT(false),
        /** Argument: the record id of a contact that is no friend of the account, or blocks it. */
        TEST_NO_FRIEND(false),
        /** Argument: the record id of a contact for whom the message has no value. */
        TEST_VALUE_MISSING(false),
        /** Argument: messages that LINE did not accept. */
        TEST_REFUSED(true);

        private final boolean warning;

        Code(boolean warning) {
            this.warning = warning;
        }
    }

    /** With its arguments. */
    public static BroadcastProblem of(String field, Code code, String... arguments) {
        return new BroadcastProblem(field, code, List.of(arguments), Optional.empty());
    }

    /** Of a message that stands at a field. */
    public static BroadcastProblem of(String at, MessageCheckProblem problem) {
        return new BroadcastProblem(
                problem.field().isEmpty() ? at : at + "." + problem.field(),
                Code.MESSAGE,
                List.of(),
                Optional.of(problem));
    }

    /** Whether it can be sent all the same. */
    public boolean isWarning() {
        return ofMessage.map(MessageCheckProblem::isWarning).orElse(code.warning);
    }

    /** The code of it, or of the message's problem. */
    public String codeName() {
        return ofMessage.map(MessageCheckProblem::code).orElse(code.name());
    }

    /** What is wrong, in a few words. */
    public MessageSourceResolvable title() {
        return ofMessage.map(MessageCheckProblem::title).orElseGet(() -> text("title"));
    }

    /** What it means and what to do. */
    public MessageSourceResolvable detail() {
        return ofMessage.map(MessageCheckProblem::detail).orElseGet(() -> text("detail"));
    }

    private MessageSourceResolvable text(String part) {
        return new DefaultMessageSourceResolvable(
                new String[] {"broadcast.problem.%s.%s".formatted(code, part)}, arguments.toArray());
    }
}
