package musubi.console.connection;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import musubi.connection.sending.SendingOptions;
import musubi.connection.sending.SendingOptions.NoteOnContact;
import musubi.connection.sending.SendingOptions.QuietHours;
import musubi.connection.sending.SendingOptions.UpdateContacts;
import musubi.connection.sending.Utm;

/**
 * What an admin entered for sending, as it was entered; times such as {@code 21:00}, both empty for no quiet hours; the parts that are added to
 * links all empty for none.
 */
record SendingForm(
        String quietFrom,
        String quietTo,
        String quotaReserve,
        String pricePerMessage,
        UpdateContacts updateContacts,
        NoteOnContact noteOnContact,
        String utmSource,
        String utmMedium,
        String utmCampaign) {

    SendingForm {
        quietFrom = quietFrom.strip();
        quietTo = quietTo.strip();
        quotaReserve = quotaReserve.strip();
        pricePerMessage = pricePerMessage.strip();
        utmSource = utmSource.strip();
        utmMedium = utmMedium.strip();
        utmCampaign = utmCampaign.strip();
    }

    static SendingForm of(SendingOptions options) {
        return new SendingForm(
                options.quietHours().map(QuietHours::fromText).orElse(""),
                options.quietHours().map(QuietHours::toText).orElse(""),
                Long.toString(options.quotaReserve()),
                options.pricePerMessage().map(BigDecimal::toPlainString).orElse(""),
                options.updateContacts(),
                options.noteOnContact(),
                options.utm().map(Utm::source).orElse(""),
                options.utm().map(Utm::medium).orElse(""),
                options.utm().map(Utm::campaign).orElse(""));
    }

    /** By field, the key of the text that says what is wrong with it. */
    Map<String, String> refused() {
        var refused = new LinkedHashMap<String, String>();
        if (!withoutHours() && hours().isEmpty()) {
            refused.put("quietTo", "connection.sending.quiet.refused");
        }
        if (reserve().isEmpty()) {
            refused.put("quotaReserve", "connection.sending.reserve.refused");
        }
        if (!pricePerMessage.isEmpty() && price().isEmpty()) {
            refused.put("pricePerMessage", "connection.sending.price.refused");
        }
        if (!withoutUtm()) {
            utmParts().forEach((field, part) -> {
                if (!Utm.isPart(part)) {
                    refused.put(field, "connection.sending.utm.refused");
                }
            });
        }
        return refused;
    }

    private Map<String, String> utmParts() {
        var parts = new LinkedHashMap<String, String>();
        parts.put("utmSource", utmSource);
        parts.put("utmMedium", utmMedium);
        parts.put("utmCampaign", utmCampaign);
        return parts;
    }

    /** Asked by templates too. */
    public boolean withoutUtm() {
        return utmSource.isEmpty() && utmMedium.isEmpty() && utmCampaign.isEmpty();
    }

    /** Where nothing is refused. */
    SendingOptions options() {
        return new SendingOptions(
                hours(),
                reserve().orElseThrow(),
                price(),
                withoutUtm() ? Optional.empty() : Optional.of(new Utm(utmSource, utmMedium, utmCampaign)),
                false, // has a switch of its own
                updateContacts,
                noteOnContact);
    }

    private boolean withoutHours() {
        return quietFrom.isEmpty() && quietTo.isEmpty();
    }

    private Optional<QuietHours> hours() {
        return QuietHours.parse(quietFrom, quietTo);
    }

    /** People write thousands with commas; empty means none. */
    private Optional<Long> reserve() {
        try {
            return Optional.of(quotaReserve.isEmpty() ? 0 : Long.parseLong(quotaReserve.replace(",", "")))
                    .filter(reserve -> reserve >= 0 && reserve <= SendingOptions.MAX_RESERVE);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private Optional<BigDecimal> price() {
        // an exponent would make a number of any length of a few characters
        if (!pricePerMessage.matches("[\\d.]{1,20}")) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BigDecimal(pricePerMessage)).filter(SendingOptions::isPrice);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
