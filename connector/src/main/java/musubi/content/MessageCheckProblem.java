package musubi.content;

import java.util.List;
import java.util.stream.Stream;
import musubi.message.MessageProblem;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.DefaultMessageSourceResolvable;

/**
 * What is wrong with a message, or what may surprise. Its sentences are in the message bundles: {@code message.problem.<code>.title} and
 * {@code .detail}. It holds no value of a person.
 *
 * @param field where, as {@code bubbles[1].text}; empty where it is about the whole
 * @param code a {@link MessageProblem.Code} or an {@link Other}
 * @param isWarning whether the message can be saved and sent all the same
 * @param arguments of the sentences
 */
public record MessageCheckProblem(String field, String code, boolean isWarning, List<String> arguments) {

    /** What is found by asking others. */
    public enum Other {
        /** Argument: what LINE says, in English. */
        LINE_REFUSES(false),
        /** LINE did not answer: what it would refuse is not known. */
        LINE_NOT_ASKED(true),
        /** HubSpot did not answer: whether the properties exist is not known. */
        PROPERTIES_NOT_ASKED(true),
        /** With the values of the person of a preview, that field is longer than LINE takes, or no address. */
        TOO_LONG_FOR_PERSON(true),
        /** With links whose taps are counted, that field can be longer than LINE takes. */
        TOO_LONG_TRACKED(false),
        /** The portal has no contact of that record id. */
        NO_SUCH_CONTACT(false),
        /** Another saved message of the connection has that name. */
        NAME_TAKEN(false),
        /** Argument: as many messages as a connection may have are saved already. */
        TOO_MANY(false);

        private final boolean warning;

        Other(boolean warning) {
            this.warning = warning;
        }
    }

    public MessageCheckProblem {
        arguments = List.copyOf(arguments);
    }

    /** With single arguments. */
    public static MessageCheckProblem of(String field, Other code, String... arguments) {
        return new MessageCheckProblem(field, code.name(), code.warning, List.of(arguments));
    }

    static MessageCheckProblem of(String field, MessageProblem.Code code, Object... arguments) {
        return of(new MessageProblem(
                field, code, Stream.of(arguments).map(String::valueOf).toList()));
    }

    static MessageCheckProblem of(MessageProblem problem) {
        return new MessageCheckProblem(
                problem.field(), problem.code().name(), problem.code().isWarning(), problem.arguments());
    }

    /** What is wrong, in a few words. */
    public MessageSourceResolvable title() {
        return text("title");
    }

    /** What it means and what to do. */
    public MessageSourceResolvable detail() {
        return text("detail");
    }

    private MessageSourceResolvable text(String part) {
        return new DefaultMessageSourceResolvable(
                new String[] {"message.problem.%s.%s".formatted(code, part)}, arguments.toArray());
    }
}
