package musubi.message.tokens;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.interpret.TemplateError.ErrorReason;
import com.hubspot.jinjava.tree.ExpressionNode;
import com.hubspot.jinjava.tree.parse.ExpressionToken;
import java.util.Map;
import java.util.Optional;

/** HubSpot's own engine for HubL, with bounds on what a text may cost. */
final class TokenEngine {

    /** UTF-16 units of one text. */
    static final int MAX_OUTPUT = 20_000;

    private static final JinjavaConfig CONFIG = JinjavaConfig.newBuilder()
            .withMaxOutputSize(MAX_OUTPUT)
            .withMaxStringLength(MAX_OUTPUT)
            .withMaxRenderDepth(10)
            .withMaxListSize(100)
            .withMaxMapSize(100)
            .withRangeLimit(1)
            // what a contact is called is never read as a template
            .withNestedInterpretationEnabled(false)
            .build();

    private static final Jinjava JINJAVA = jinjava();

    private TokenEngine() {}

    private static Jinjava jinjava() {
        var jinjava = new Jinjava(CONFIG);
        jinjava.getGlobalContext().setExpressionStrategy(new PrintValue());
        return jinjava;
    }

    /** What prints the values of this person, and tells it which were missing. Of one thread. */
    static JinjavaInterpreter interpreter(Map<String, Object> values, PersonValues person) {
        var context = new Context(
                JINJAVA.getGlobalContext(), Map.of("contact", values, PersonValues.KEY, person), CONFIG.getDisabled());
        context.setExpressionStrategy(JINJAVA.getGlobalContext().getExpressionStrategy());
        return new JinjavaInterpreter(JINJAVA, context, CONFIG);
    }

    static String expression(ExpressionNode node) {
        return ((ExpressionToken) node.getMaster()).getExpr();
    }

    /** What the engine says of an expression that it cannot read. */
    static Optional<String> problem(String expression) {
        var interpreter = new JinjavaInterpreter(JINJAVA, new Context(JINJAVA.getGlobalContext()), CONFIG);
        try (var _ = JinjavaInterpreter.closeablePushCurrent(interpreter).get()) {
            interpreter.resolveELExpression(expression, 1);
        }
        return interpreter.getErrorsCopy().stream()
                .filter(error -> error.getReason() == ErrorReason.SYNTAX_ERROR)
                .map(error -> error.getMessage())
                .findFirst();
    }
}
