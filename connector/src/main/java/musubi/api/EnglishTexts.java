package musubi.api;

import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.stereotype.Component;

/** What the REST API says in sentences: the English ones of the message bundles that pages use too. */
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
