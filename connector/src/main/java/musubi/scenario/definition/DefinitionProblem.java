package musubi.scenario.definition;

import java.util.List;
import java.util.Optional;
import musubi.content.MessageCheckProblem;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.DefaultMessageSourceResolvable;

/**
 * What is wrong with a scenario, or what may surprise. Its sentences are in the message bundles: {@code scenario.problem.<code>.title} and
 * {@code .detail}.
 *
 * @param field where, as {@code steps[2].branch.then[0].key}
 * @param arguments of the sentences
 * @param ofMessage where it is a problem of a step's message: its field is behind {@code message}
 */
public record DefinitionProblem(
        String field, Code code, List<String> arguments, Optional<MessageCheckProblem> ofMessage) {

    private static final int MAX_ARGUMENT = 200;

    public DefinitionProblem {
        arguments = List.copyOf(arguments);
    }

    /** What it is. */
    public enum Code {
        /** It is required. */
        MISSING(false),
        /** Argument: what is expected there. */
        WRONG_TYPE(false),
        /** No such field or kind. Argument: those there are. */
        UNKNOWN(false),
        /** Argument: characters. */
        TOO_LONG(false),
        /** Arguments: the least and the most. */
        OUT_OF_RANGE(false),
        /** Argument: the most. */
        TOO_MANY(false),
        /** Argument: branches within each other. */
        TOO_DEEP(false),
        /** A key has other characters, or more than 40. */
        KEY(false),
        /** Argument: the key. */
        KEY_TWICE(false),
        /** A step of that key is, or was, of another kind. Argument: the key. */
        KEY_TAKEN(false),
        /** No wait as {@code PT2H}. Argument: days. */
        WAIT(false),
        /** No time of day as {@code 10:00}. */
        TIME(false),
        /** A step neither waits nor does anything. */
        STEP_EMPTY(false),
        /** A step does more than one thing. */
        STEP_AMBIGUOUS(false),
        /** No step sends anything. */
        NO_MESSAGE(false),
        /** Nobody comes there: all ways end before it. */
        UNREACHABLE(false),
        /** Argument: the key of no step with a message. */
        CLICKED_UNKNOWN(false),
        /** Argument: the key of a step that comes later. */
        CLICKED_LATER(false),
        /** Clicks are counted by links through this Musubi, whose address is not https. */
        LINKS_NOT_HTTPS(false),
        /** Argument: the name that is no property of contacts in this portal. */
        NO_SUCH_PROPERTY(false),
        /** Argument: the name of a property that is no date. */
        NO_DATE(false),
        /** HubSpot did not answer: whether properties and lists exist is not known. */
        HUBSPOT_NOT_ASKED(true),
        /** The connection has no link of that id. */
        NO_SUCH_LINK(false),
        /** Argument: the id. */
        NO_SUCH_LIST(false),
        NO_SUCH_MESSAGE(false),
        /** People who wait would go back. Arguments: the key of their step, how many wait in it. */
        BACKWARDS(false),
        /** Argument: the key of no step. */
        NO_SUCH_STEP(false),
        /** Of a message; see {@link DefinitionProblem#ofMessage}. */
        MESSAGE(false);

        private final boolean warning;

        Code(boolean warning) {
            this.warning = warning;
        }
    }

    /** With its arguments, each shortened to what it takes to recognise it. */
    public static DefinitionProblem of(String field, Code code, Object... arguments) {
        return new DefinitionProblem(
                field,
                code,
                List.of(arguments).stream()
                        .map(String::valueOf)
                        .map(text -> text.length() <= MAX_ARGUMENT ? text : text.substring(0, MAX_ARGUMENT) + "…")
                        .toList(),
                Optional.empty());
    }

    /** Of a message that stands at a field. */
    public static DefinitionProblem of(String at, MessageCheckProblem problem) {
        return new DefinitionProblem(
                problem.field().isEmpty() ? at : at + "." + problem.field(),
                Code.MESSAGE,
                List.of(),
                Optional.of(problem));
    }

    /** Whether the scenario can be kept all the same. */
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
                new String[] {"scenario.problem.%s.%s".formatted(code, part)}, arguments.toArray());
    }
}
