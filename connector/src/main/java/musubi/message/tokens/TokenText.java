package musubi.message.tokens;

import static java.util.Objects.requireNonNullElse;

import com.hubspot.jinjava.interpret.InterpretException;
import com.hubspot.jinjava.tree.ExpressionNode;
import com.hubspot.jinjava.tree.Node;
import com.hubspot.jinjava.tree.TagNode;
import com.hubspot.jinjava.tree.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import musubi.message.tokens.TokenProblem.Kind;

/** A text with tokens, parsed once. Rendering it may be done by many threads at a time. */
public final class TokenText {

    private static final Set<String> TAGS = Set.of("if", "elif", "else", "unless");

    /** Of conditions within conditions. */
    private static final int MAX_DEPTH = 8;

    private final Node parsed;
    private final Set<String> properties = new LinkedHashSet<>();
    private final Set<String> required = new LinkedHashSet<>();

    private TokenText(Node parsed) {
        this.parsed = parsed;
    }

    /**
     * What comes of reading a text.
     *
     * @param text empty where something is wrong
     */
    public record Parsing(Optional<TokenText> text, List<TokenProblem> problems) {}

    /** Whether a text has to be rendered at all. */
    public static boolean isIn(String text) {
        return text.contains("{{") || text.contains("{%") || text.contains("{#");
    }

    /** Reads a text with tokens. */
    public static Parsing parse(String source) {
        var nobody = new PersonValues(Map.of());
        Node parsed;
        try {
            parsed = nobody.parse(source);
        } catch (InterpretException e) { // some mistakes are told so, others are collected
            return unreadable(requireNonNullElse(e.getMessage(), source));
        }
        var said = nobody.errors();
        if (!said.isEmpty()) {
            return unreadable(said.getFirst());
        }
        var text = new TokenText(parsed);
        var problems = new ArrayList<TokenProblem>();
        text.check(parsed, problems, 0);
        return new Parsing(problems.isEmpty() ? Optional.of(text) : Optional.empty(), problems);
    }

    private static Parsing unreadable(String said) {
        return new Parsing(Optional.empty(), List.of(new TokenProblem(Kind.SYNTAX, List.of(said))));
    }

    private void check(Node node, List<TokenProblem> problems, int depth) {
        for (var child : node.getChildren()) {
            switch (child) {
                case TextNode _ -> {}
                case ExpressionNode expression -> {
                    var syntax = check(TokenEngine.expression(expression), problems);
                    if (!syntax.hasDefault()) {
                        required.addAll(syntax.properties());
                    }
                }
                case TagNode tag
                when TAGS.contains(tag.getName()) -> {
                    check(tag.getHelpers(), problems);
                    if (depth < MAX_DEPTH) {
                        check(tag, problems, depth + 1);
                    } else {
                        problems.add(new TokenProblem(Kind.NOT_ALLOWED, List.of(tag.getName())));
                    }
                }
                default -> problems.add(new TokenProblem(Kind.NOT_ALLOWED, List.of(child.getName())));
            }
        }
    }

    private TokenSyntax check(String expression, List<TokenProblem> problems) {
        var syntax = TokenSyntax.of(expression);
        properties.addAll(syntax.properties());
        syntax.problem()
                .or(() -> TokenEngine.problem(expression).map(said -> new TokenProblem(Kind.SYNTAX, List.of(said))))
                .ifPresent(problems::add);
        return syntax;
    }

    /** The properties of a contact that its tokens name. */
    public Set<String> properties() {
        return properties;
    }

    /** Those of them that have no {@code default} somewhere. */
    public Set<String> required() {
        return required;
    }

    /** With the values of a person, as a text that people read. */
    public String render(PersonValues person) {
        return person.render(parsed, false);
    }

    /** The same within an address: values are percent-encoded. */
    public String renderAddress(PersonValues person) {
        return person.render(parsed, true);
    }
}
