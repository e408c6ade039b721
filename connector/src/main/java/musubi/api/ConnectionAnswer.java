package musubi.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import musubi.connection.Connection;
import musubi.connection.Connection.Access;
import musubi.connection.Connection.State;
import musubi.connection.Language;
import musubi.connection.Options;
import musubi.connection.Problem;
import musubi.connection.ProblemCode;
import musubi.connection.sending.SendingOptions.NoteOnContact;
import musubi.connection.sending.SendingOptions.UpdateContacts;
import org.jspecify.annotations.Nullable;

/** A connection in answers of the REST API, without secrets. */
@Schema(name = "Connection")
record ConnectionAnswer(
        UUID id,
        @Schema(example = "Shop Ginza") String name,

        @Schema(description = "1 for the portal's first account, 2 for its second, …", example = "1")
        int serial,

        @Schema(
                description =
                        "UNAUTHORIZED: a token is refused, and events wait until there is a new one; says nothing of a"
                                + " pause")
        State state,

        @Schema(description = "Whether it rests: events are kept, nothing is written to HubSpot")
        boolean paused,

        @Schema(description = "Since when it rests; null when it does not", example = "2026-11-24T03:00:00Z") @Nullable
        Instant pausedAt,

        @Schema(example = "https://musubi.example.com/webhooks/line/5f0c4a0e-3a57-4c0c-9d0a-0f5b7a1a2b3c")
        URI webhookUrl,

        Line line,
        HubSpot hubspot,
        OptionsAnswer options,

        @Schema(description = "What a person should look at")
        List<Found> problems) {

    /** A problem that a person should look at. */
    @Schema(name = "ConnectionProblem")
    record Found(
            @Schema(description = "What is wrong; others may come")
            ProblemCode code,

            @Schema(description = "What is wrong, in a few words")
            String title,

            @Schema(description = "What it means and what to do")
            String detail) {

        static Found of(Problem problem, AnswerTexts texts) {
            return new Found(problem.code(), texts.of(problem.title()), texts.of(problem.detail()));
        }
    }

    /** Fields of LINE Login are there only when it is set up. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ConnectionLineAnswer")
    record Line(
            @Schema(example = "U8e742f61d673b39c7fff3cecb7536ef0")
            String botUserId,

            @Schema(example = "@216ldnwz") String basicId,
            @Schema(example = "Shop Ginza") String displayName,
            @Schema(example = "2345678901") @Nullable String loginChannelId,

            @Schema(
                    description = "Where friends link themselves",
                    example = "https://musubi.example.com/link/5f0c4a0e-3a57-4c0c-9d0a-0f5b7a1a2b3c")
            @Nullable
            URI linkUrl,

            @Schema(example = "https://www.example.com/thanks") @Nullable
            URI pageAfterLogin) {

        static Line of(Connection connection, URI linkUrl) {
            var login = connection.login();
            return new Line(
                    connection.botUserId(),
                    connection.basicId(),
                    connection.displayName(),
                    login.channelId().orElse(null),
                    login.channelId().isPresent() ? linkUrl : null,
                    login.pageAfter().orElse(null));
        }
    }

    @Schema(name = "ConnectionHubSpotAnswer")
    record HubSpot(
            @Schema(example = "12345678") long portalId,

            @Schema(description = "TOKEN: by a token that was entered; OAUTH: by an installed app")
            Access access) {}

    @Schema(name = "ConnectionOptions")
    record OptionsAnswer(
            boolean autoCreateContacts,
            boolean useOutsideLineIds,
            boolean createTaskOnMessage,
            boolean askEmailOnLogin,
            Language language,

            @Schema(description = "Broadcasts warn of them, in the time zone of the portal; null: there are none")
            @Nullable
            QuietHoursAnswer quietHours,

            @Schema(description = "Messages a month that broadcasts leave for others")
            long quotaReserve,

            @Schema(description = "In the currency of the account's plan; null: costs are not shown", example = "3.3")
            @Nullable
            BigDecimal pricePerMessage,

            @Schema(description = "Added to the targets of counted links; null: nothing is") @Nullable
            UtmAnswer utm,

            @Schema(description = "Whether flex messages load an image, by which it is estimated who opened them")
            boolean estimateOpens,

            @Schema(description = "On whose contacts the last broadcast is written")
            UpdateContacts updateContacts,

            @Schema(description = "On whose timelines broadcasts are noted")
            NoteOnContact noteOnContact,

            @Schema(description = "Texts by which friends stop broadcasts", example = "[\"配信停止\"]")
            List<String> optOutWords,

            @Schema(description = "Texts by which they let them come again", example = "[\"配信再開\"]")
            List<String> optInWords,

            @Schema(description = "To who stops them; empty: none")
            String optOutAnswer,

            @Schema(description = "To who lets them come again; empty: none")
            String optInAnswer) {

        static OptionsAnswer of(Options options) {
            var sending = options.sending();
            return new OptionsAnswer(
                    options.autoCreateContacts(),
                    options.useOutsideLineIds(),
                    options.createTaskOnMessage(),
                    options.askEmailOnLogin(),
                    options.language(),
                    sending.quietHours()
                            .map(hours -> new QuietHoursAnswer(hours.fromText(), hours.toText()))
                            .orElse(null),
                    sending.quotaReserve(),
                    sending.pricePerMessage().orElse(null),
                    sending.utm()
                            .map(utm -> new UtmAnswer(utm.source(), utm.medium(), utm.campaign()))
                            .orElse(null),
                    sending.estimateOpens(),
                    sending.updateContacts(),
                    sending.noteOnContact(),
                    options.optOut().words().out(),
                    options.optOut().words().in(),
                    options.optOut().answer(true),
                    options.optOut().answer(false));
        }
    }

    @Schema(name = "QuietHours")
    record QuietHoursAnswer(
            @Schema(example = "21:00") String from,
            @Schema(example = "09:00") String to) {}

    @Schema(name = "Utm")
    record UtmAnswer(
            @Schema(example = "line") String source,
            @Schema(example = "message") String medium,
            @Schema(example = "summer") String campaign) {}

    static ConnectionAnswer of(Connection connection, URI webhookUrl, URI linkUrl, AnswerTexts texts) {
        return new ConnectionAnswer(
                connection.id(),
                connection.name(),
                connection.serial(),
                connection.state(),
                connection.isPaused(),
                connection.pausedAt().orElse(null),
                webhookUrl,
                Line.of(connection, linkUrl),
                new HubSpot(connection.portalId(), connection.access()),
                OptionsAnswer.of(connection.options()),
                connection.problems().stream()
                        .map(problem -> Found.of(problem, texts))
                        .toList());
    }
}
