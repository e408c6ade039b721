package musubi.console.connection;

import java.util.List;
import java.util.Locale;
import musubi.connection.Connection;
import musubi.connection.Problem;
import musubi.connection.ProblemCode;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** The problems of a connection in the language of the person. */
@Component
final class Notices {

    private final MessageSource messages;

    Notices(MessageSource messages) {
        this.messages = messages;
    }

    /** One problem. */
    record Notice(ProblemCode code, String title, String detail) {

        /** Whether setting the webhook URL again solves it. */
        public boolean solvedByWebhook() {
            return code == ProblemCode.WEBHOOK_TAKEN || code == ProblemCode.WEBHOOK_GONE;
        }

        /** The page below the connection where it can be solved; empty: not in the console. */
        public String place() {
            return switch (code) {
                case WEBHOOK_NOT_SET, WEBHOOK_OFF -> "webhook";
                case HUBSPOT_TOKEN_REFUSED,
                        HUBSPOT_SCOPE_MISSING,
                        HUBSPOT_SCOPES_INCOMPLETE,
                        HUBSPOT_TASKS_FORBIDDEN,
                        HUBSPOT_WORKFLOWS_FORBIDDEN,
                        HUBSPOT_FORBIDDEN,
                        APP_NOT_INSTALLED -> "hubspot";
                case LINE_TOKEN_REFUSED, LINE_PROFILES_FORBIDDEN -> "line#credentials";
                case LOGIN_EMAIL_NOT_ALLOWED, LOGIN_OTHER_PROVIDER, LOGIN_CHANNEL_REFUSED -> "line#login";
                case PROPERTIES_NOT_REPAIRED -> "hubspot#repair";
                case SCENARIO_MESSAGE_GONE, SCENARIO_TRIGGER_GONE -> "scenarios";
                case WEBHOOK_TAKEN,
                        WEBHOOK_GONE,
                        HUBSPOT_FOREIGN_ANSWER,
                        LINE_FOREIGN_ANSWER,
                        APP_SECRET_REFUSED,
                        HUBSPOT_QUOTA_USED -> "";
            };
        }
    }

    List<Notice> of(Connection connection, Locale locale) {
        return connection.problems().stream()
                .map(problem -> notice(problem, locale))
                .toList();
    }

    private Notice notice(Problem problem, Locale locale) {
        return new Notice(
                problem.code(),
                messages.getMessage(problem.title(), locale),
                messages.getMessage(problem.detail(), locale));
    }
}
