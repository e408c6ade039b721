package musubi.api;

import java.util.Arrays;
import java.util.List;

/** A field or parameter has an invalid value. */
public final class InvalidParameterException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String field;
    private final String key;
    private final List<String> values;

    /**
     * @param key of the text that says what is wrong and what was expected
     * @param values that the text quotes
     */
    InvalidParameterException(String field, String key, Object... values) {
        super(field);
        this.field = field;
        this.key = key;
        this.values = Arrays.stream(values).map(String::valueOf).toList();
    }

    String field() {
        return field;
    }

    String detail(AnswerTexts texts) {
        return texts.of(key, values.toArray());
    }
}
