package musubi.alert;

import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import musubi.connection.Connection;
import musubi.connection.ProblemCode;
import musubi.friends.Import;
import musubi.friends.Imports;
import musubi.system.PublicAddress;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Puts alerts into words: with names of connections, numbers and addresses of the console, and nothing about friends. */
@Component
class AlertTexts {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm (z)", Locale.ROOT);

    private final MessageSource messages;
    private final Imports imports;
    private final PublicAddress address;

    AlertTexts(MessageSource messages, Imports imports, PublicAddress address) {
        this.messages = messages;
        this.imports = imports;
        this.address = address;
    }

    /** In that language; empty when what it is about is gone. */
    Optional<AlertText> of(Alert alert, Connection connection, Locale language) {
        return switch (alert.kind()) {
            case CONNECTION_REFUSED -> {
                var code = ProblemCode.valueOf(alert.cause());
                yield text(alert, connection, language, problem(code, language), 0, path(connection, ""));
            }
            case OUTAGE -> text(alert, connection, language, "", 0, path(connection, ""));
            case FAILURES_WAITING -> text(alert, connection, language, "", 0, "/failures");
            case MESSAGES_MISSING -> text(alert, connection, language, alert.cause(), 0, path(connection, ""));
            case IMPORT_FINISHED ->
                imports.find(UUID.fromString(alert.cause()))
                        .flatMap(one -> text(
                                alert,
                                connection,
                                language,
                                messages.getMessage(state(one), null, language),
                                one.done(),
                                path(connection, "/imports/" + one.id())));
        };
    }

    private static String state(Import one) {
        return "imports.state." + one.state().name();
    }

    private String problem(ProblemCode code, Locale language) {
        return messages.getMessage("problem." + code + ".title", null, language);
    }

    private static String path(Connection connection, String rest) {
        return "/connections/" + connection.id() + rest;
    }

    private Optional<AlertText> text(
            Alert alert, Connection connection, Locale language, String words, long done, String path) {
        var key = "alert.%s.%s.".formatted(alert.kind(), alert.phase());
        var values = new Object[] {oneLine(connection.name()), words, alert.number(), done};
        var at = messages.getMessage(
                "alert.at", new Object[] {TIME.format(alert.at().atZone(connection.timeZone()))}, language);
        var title = messages.getMessage(key + "title", values, language);
        var meaning = messages.getMessage(key + "text", values, language);
        return Optional.of(new AlertText(title, "%s\n%s\n%s\n".formatted(meaning, at, address.of(path))));
    }

    /** A name of a person's choice, which may not begin another line of a mail's head. */
    private static String oneLine(String name) {
        return name.replaceAll("\\p{Cntrl}+", " ").strip();
    }
}
