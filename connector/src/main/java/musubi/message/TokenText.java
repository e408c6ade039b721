package musubi.message;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.tree.ExpressionNode;
import com.hubspot.jinjava.tree.Node;
import com.hubspot.jinjava.tree.TagNode;
import com.hubspot.jinjava.tree.TextNode;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import musubi.message.MessageProblem.Code;

/**
 * A text with tokens, parsed once. Rendering it may be done by many threads at a time.
 *
 * @param properties that its tokens name
 * @param required those that have no {@code default} somewhere
 */
record TokenText(Node parsed, Set<String> properties, Set<String> required) {

    private static final Set<String> TAGS = Set.of("if", "elif", "else", "unless");

    /** Whether a text has to be rendered at all. */
    static boolean isIn(String text) {
        return text.contains("{{") || text.contains("{%") || text.contains("{#");
    }

    /** Parses it; what is wrong is told to the problems, and nothing comes back. */
    static Optional<TokenText> parse(String field, String source, Problems problems) {
        var interpreter = TokenEngine.interpreter();
        var parsed = TokenEngine.parse(interpreter, source);
        if (!interpreter.getErrorsCopy().isEmpty()) {
            problems.add(
                    field,
                    Code.TOKEN_SYNTAX,
                    interpreter.getErrorsCopy().getFirst().getMessage());
            return Optional.empty();
        }
        var text = new TokenText(parsed, new LinkedHashSet<>(), new LinkedHashSet<>());
        var before = problems.size();
        text.check(field, parsed, problems);
        return problems.size() == before ? Optional.of(text) : Optional.empty();
    }

    private void check(String field, Node node, Problems problems) {
        for (var child : node.getChildren()) {
            switch (child) {
                case TextNode _ -> {}
                case ExpressionNode expression -> {
                    var syntax = checkExpression(field, TokenEngine.expression(expression), problems);
                    if (!syntax.hasDefault()) {
                        required.addAll(syntax.properties());
                    }
                }
                case TagNode tag
                when TAGS.contains(tag.getName()) -> {
                    checkExpression(field, tag.getHelpers(), problems);
                    check(field, tag, problems);
                }
                default -> problems.add(field, Code.TOKEN_NOT_ALLOWED, child.getName());
            }
        }
    }

    private TokenSyntax checkExpression(String field, String expression, Problems problems) {
        var syntax = TokenSyntax.of(field, expression);
        syntax.problem().ifPresent(problems::add);
        properties.addAll(syntax.properties());
        if (syntax.problem().isEmpty()) {
            TokenEngine.problem(expression).ifPresent(told -> problems.add(field, Code.TOKEN_SYNTAX, told));
        }
        return syntax;
    }

    /** With the values of a person. */
    String render(JinjavaInterpreter person) {
        return person.render(parsed, false);
    }
}
