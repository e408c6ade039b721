package musubi.console.connection;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import musubi.connection.sending.SendingOptions;
import musubi.connection.sending.SendingOptions.QuietHours;

/** What an admin entered for sending, as it was entered; times such as {@code 21:00}, both empty for no quiet hours. */
record SendingForm(String quietFrom, String quietTo, String quotaReserve, String pricePerMessage) {

    SendingForm {
        quietFrom = quietFrom.strip();
        quietTo = quietTo.strip();
        quotaReserve = quotaReserve.strip();
        pricePerMessage = pricePerMessage.strip();
    }

    static SendingForm of(SendingOptions options) {
        return new SendingForm(
                options.quietHours().map(QuietHours::fromText).orElse(""),
                options.quietHours().map(QuietHours::toText).orElse(""),
                Long.toString(options.quotaReserve()),
                options.pricePerMessage().map(BigDecimal::toPlainString).orElse(""));
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
        return refused;
    }

    /** Where nothing is refused. */
    SendingOptions options() {
        return new SendingOptions(hours(), reserve().orElseThrow(), price());
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
