package musubi.system.start;

import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Reports a setting of Musubi that is not a number, duration or address, in one sentence as for a value that is out of range. */
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class SettingFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {

    private static final Pattern USER_INFO = Pattern.compile("//[^/@]*@");

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable root, BindException failure) {
        var key = failure.getName().toString();
        var property = failure.getProperty();
        if (!key.startsWith("musubi.") || property == null) {
            return null;
        }
        var value = USER_INFO.matcher(String.valueOf(property.getValue())).replaceAll("//…@");
        return new FailureAnalysis(
                "%s is \"%s\" (expected: %s).".formatted(key, value, expected(failure)),
                "docs/settings.md lists the values that it can have, and its default.",
                root);
    }

    private static String expected(BindException failure) {
        var type = failure.getTarget().getType().resolve(Object.class);
        if (type == Integer.class || type == int.class) {
            return "a whole number";
        }
        if (type == Duration.class) {
            return "a duration, like 500ms, 30s, 5m, 8h or 2d";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        return type == URI.class ? "an address, like https://api.example.com" : "another kind of value";
    }
}
