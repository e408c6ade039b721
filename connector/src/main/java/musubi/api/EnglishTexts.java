package musubi.api;

import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.stereotype.Component;

/** The texts of the REST API: the English ones of the message bundles of the pages. */
@Component
final class EnglishTexts {

    private final MessageSource messages;

    EnglishTexts(MessageSource messages) {
        this.messages = messages;
    }

    String of(MessageSourceResolvable text) {
        return messages.getMessage(text, Locale.ENGLISH);
    }

    String of(String key) {
        return messages.getMessage(key, null, Locale.ENGLISH);
    }
}
