package musubi.message.tokens;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.expression.ExpressionStrategy;
import com.hubspot.jinjava.tree.output.RenderedOutputNode;
import com.hubspot.jinjava.tree.parse.ExpressionToken;
import java.io.Serial;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Pattern;

/** Prints the value of a token: by its label, percent-encoded within an address; and notices where there is none. */
final class PrintValue implements ExpressionStrategy {

    @Serial
    private static final long serialVersionUID = 1;

    /** A property and nothing else, or with what stands in its place. */
    private static final Pattern PROPERTY = Pattern.compile("\\s*contact\\s*\\.\\s*(\\w+)\\s*"
            + "(\\|\\s*(default|d)\\s*\\((?:'[^'\\\\]*+'|\"[^\"\\\\]*+\"|[^'\"()|])*+\\)\\s*)?");

    @Override
    public RenderedOutputNode interpretOutput(ExpressionToken token, JinjavaInterpreter interpreter) {
        var person = PersonValues.of(interpreter);
        var property = PROPERTY.matcher(token.getExpr());
        var label = property.matches() ? person.label(property.group(1)) : "";
        var printed = label.isBlank()
                ? Objects.toString(
                        interpreter.getAsString(
                                interpreter.resolveELExpression(token.getExpr(), token.getLineNumber())),
                        "")
                : label;
        if (label.isBlank()) {
            var syntax = TokenSyntax.of(token.getExpr());
            if (!syntax.hasDefault() && printed.isBlank()) {
                person.missing(syntax.properties());
            } else if (!syntax.hasDefault() && !syntax.isChoice()) {
                // something stands beside it, as what is said after a name
                person.missing(person.absent(syntax.properties()));
            }
        }
        // a value can hold neither the place of a link nor that of an emoji
        printed = PersonValues.PRIVATE_USE.matcher(printed).replaceAll("");
        return new RenderedOutputNode(person.inAddress() ? encoded(printed) : printed);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
