package musubi.api.options;

import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import musubi.api.InvalidParameterException;
import musubi.connection.Language;
import musubi.connection.OptionsChange;
import musubi.connection.sending.SendingOptions;
import musubi.connection.sending.SendingOptions.NoteOnContact;
import musubi.connection.sending.SendingOptions.UpdateContacts;
import musubi.connection.sending.Utm;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The options of a connection in a request. */
@Schema(name = "ConnectionOptionsRequest")
public record OptionsRequest(
        @Schema(defaultValue = "true") @Nullable Boolean autoCreateContacts,
        @Schema(defaultValue = "true") @Nullable Boolean useOutsideLineIds,
        @Schema(defaultValue = "false") @Nullable Boolean createTaskOnMessage,
        @Schema(defaultValue = "false") @Nullable Boolean askEmailOnLogin,

        @Schema(
                description = "Of dates, numbers and choices that messages fill in: ja or en. Default: ja for"
                        + " Japanese portals, otherwise en",
                example = "ja")
        @Nullable
        Language language,

        @Schema(
                implementation = QuietHours.class,
                description = "Hours of the day that broadcasts warn of, in the time zone of the portal; null: none."
                        + " Default: from 21:00 to 09:00")
        @Nullable
        JsonNode quietHours,

        @Schema(
                description = "Messages a month that broadcasts leave for others; 0 to 1,000,000,000",
                defaultValue = "0",
                example = "500")
        @Nullable
        Long quotaReserve,

        @Schema(
                implementation = BigDecimal.class,
                description = "In the currency of the account's plan, 0 to 1,000,000, at most four decimal places;"
                        + " null: costs are not shown",
                example = "3.3")
        @Nullable
        JsonNode pricePerMessage,

        @Schema(
                implementation = UtmRequest.class,
                description = "Added to the targets of counted links, unless they have it; null: nothing is")
        @Nullable
        JsonNode utm,

        @Schema(
                description =
                        "Whether flex messages of broadcasts load an image of one pixel, by which it is estimated who"
                                + " opened them",
                defaultValue = "false")
        @Nullable
        Boolean estimateOpens,

        @Schema(
                description = "On whose contacts the name and the date of the last broadcast are written:"
                        + " everybody who got it, who opened a link in it, or nobody",
                defaultValue = "ALL")
        @Nullable
        UpdateContacts updateContacts,

        @Schema(
                description = "On whose timelines broadcasts are noted: nobody, who opened a link, or everybody",
                defaultValue = "NONE")
        @Nullable
        NoteOnContact noteOnContact,

        @Schema(description = "Texts that stop broadcasts: up to 20 of 1 to 50 characters", example = "[\"配信停止\"]")
        @Nullable
        List<@Nullable String> optOutWords,

        @Schema(description = "Texts that let them come again", example = "[\"配信再開\"]") @Nullable
        List<@Nullable String> optInWords,

        @Schema(
                implementation = String.class,
                description = "To who stops them, 5,000 characters at most; empty: none; null: the default")
        @Nullable
        JsonNode optOutAnswer,

        @Schema(implementation = String.class, description = "To who lets them come again, likewise") @Nullable
        JsonNode optInAnswer) {

    /**
     * What changes; what is left out stays as it is.
     *
     * @throws InvalidParameterException when something cannot be that
     */
    public OptionsChange change() {
        return new OptionsChange(
                Optional.ofNullable(autoCreateContacts),
                Optional.ofNullable(useOutsideLineIds),
                Optional.ofNullable(createTaskOnMessage),
                Optional.ofNullable(askEmailOnLogin),
                Optional.ofNullable(language),
                new OptionsChange.Sending(
                        quietHours == null ? Optional.empty() : Optional.of(hours(quietHours)),
                        Optional.ofNullable(quotaReserve).map(OptionsRequest::reserve),
                        pricePerMessage == null ? Optional.empty() : Optional.of(price(pricePerMessage)),
                        utm == null ? Optional.empty() : Optional.of(UtmRequest.of(utm)),
                        Optional.ofNullable(estimateOpens),
                        Optional.ofNullable(updateContacts),
                        Optional.ofNullable(noteOnContact)),
                OptOutFields.change(optOutWords, optInWords, optOutAnswer, optInAnswer));
    }

    private static Optional<SendingOptions.QuietHours> hours(JsonNode given) {
        if (given.isNull()) {
            return Optional.empty();
        }
        var hours = SendingOptions.QuietHours.parse(
                given.path("from").asString(""), given.path("to").asString(""));
        if (hours.isEmpty()) {
            throw new InvalidParameterException("options.quietHours", "rest.invalid.quietHours");
        }
        return hours;
    }

    private static long reserve(long given) {
        if (given < 0 || given > SendingOptions.MAX_RESERVE) {
            throw new InvalidParameterException(
                    "options.quotaReserve", "rest.invalid.range", given, 0, SendingOptions.MAX_RESERVE);
        }
        return given;
    }

    private static Optional<BigDecimal> price(JsonNode given) {
        if (given.isNull()) {
            return Optional.empty();
        }
        if (!given.isNumber() || !SendingOptions.isPrice(given.decimalValue())) {
            throw new InvalidParameterException(
                    "options.pricePerMessage",
                    "rest.invalid.price",
                    SendingOptions.MAX_PRICE,
                    SendingOptions.PRICE_DIGITS);
        }
        return Optional.of(given.decimalValue());
    }

    @Schema(name = "QuietHoursRequest")
    record QuietHours(
            @Schema(description = "Hours and minutes", example = "21:00") @Nullable
            String from,

            @Schema(description = "Hours and minutes; may be of the next day", example = "09:00") @Nullable
            String to) {}

    @Schema(name = "UtmRequest")
    record UtmRequest(
            @Schema(description = "1 to 100 characters", example = "line") @Nullable
            String source,

            @Schema(description = "1 to 100 characters", example = "message") @Nullable
            String medium,

            @Schema(description = "1 to 100 characters", example = "summer") @Nullable
            String campaign) {

        private static Optional<Utm> of(JsonNode given) {
            return given.isNull()
                    ? Optional.empty()
                    : Optional.of(new Utm(part(given, "source"), part(given, "medium"), part(given, "campaign")));
        }

        private static String part(JsonNode given, String name) {
            var text = given.path(name).asString("").strip();
            if (!Utm.isPart(text)) {
                throw new InvalidParameterException("options.utm." + name, "rest.invalid.utm", Utm.MAX_LENGTH);
            }
            return text;
        }
    }
}
