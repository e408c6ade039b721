package musubi.connection.sending;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Optional;

/**
 * What an operator chose for sending messages to many people.
 *
 * @param quietHours empty: there are none
 * @param quotaReserve messages a month that broadcasts leave for others; 0 to {@link #MAX_RESERVE}
 * @param pricePerMessage in the currency of the account's plan, at most four decimal places, without zeros at the end; empty: costs are not shown
 * @param utm added to the targets of counted links
 * @param estimateOpens whether flex messages load an image, by which it is estimated who opened them
 * @param updateContacts on whose contacts the last broadcast is written
 * @param noteOnContact on whose timelines a broadcast is noted
 */
public record SendingOptions(
        Optional<QuietHours> quietHours,
        long quotaReserve,
        Optional<BigDecimal> pricePerMessage,
        Optional<Utm> utm,
        boolean estimateOpens,
        UpdateContacts updateContacts,
        NoteOnContact noteOnContact) {

    /** More than any plan has. */
    public static final long MAX_RESERVE = 1_000_000_000;

    public static final int PRICE_DIGITS = 4;
    public static final BigDecimal MAX_PRICE = BigDecimal.valueOf(1_000_000);

    /** Those of a new connection. */
    public static final SendingOptions DEFAULT = new SendingOptions(
            Optional.of(new QuietHours(LocalTime.of(21, 0), LocalTime.of(9, 0))), 0, Optional.empty());

    /** The database returns a price with all its decimal places. */
    public SendingOptions {
        pricePerMessage = pricePerMessage.map(SendingOptions::plain);
    }

    /** With the defaults of everything else. */
    public SendingOptions(Optional<QuietHours> quietHours, long quotaReserve, Optional<BigDecimal> pricePerMessage) {
        this(
                quietHours,
                quotaReserve,
                pricePerMessage,
                Optional.empty(),
                false,
                UpdateContacts.ALL,
                NoteOnContact.NONE);
    }

    /** On whose contacts the name and the date of the last broadcast are written. */
    public enum UpdateContacts {
        /** Everybody who got it. */
        ALL,
        /** Who opened a link in it. */
        CLICKERS,
        NONE
    }

    /** On whose timelines a broadcast is noted. */
    public enum NoteOnContact {
        NONE,
        /** Who opened a link in it. */
        CLICKS,
        /** Everybody who got it. */
        ALL
    }

    /** Whether a price can be one. */
    public static boolean isPrice(BigDecimal price) {
        return price.signum() >= 0
                && price.compareTo(MAX_PRICE) <= 0
                && plain(price).scale() <= PRICE_DIGITS;
    }

    /** What some messages cost; empty where the price is not known. */
    public Optional<BigDecimal> cost(long messages) {
        return pricePerMessage.map(price -> plain(price.multiply(BigDecimal.valueOf(messages))));
    }

    /** Without zeros at the end, and without an exponent. */
    private static BigDecimal plain(BigDecimal number) {
        var stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0, RoundingMode.UNNECESSARY) : stripped;
    }

    /**
     * Hours of each day in which people do not want messages, in the time zone of the portal. They may span midnight.
     *
     * @param from the first minute
     * @param to the first minute after them; another one than {@code from}
     */
    public record QuietHours(LocalTime from, LocalTime to) {

        private static final DateTimeFormatter MINUTE =
                DateTimeFormatter.ofPattern("HH:mm").withResolverStyle(ResolverStyle.STRICT);

        /** From texts such as {@code 21:00}; empty where one is no time of day, or both are the same. */
        public static Optional<QuietHours> parse(String from, String to) {
            try {
                var hours = new QuietHours(LocalTime.parse(from, MINUTE), LocalTime.parse(to, MINUTE));
                return Optional.of(hours).filter(given -> !given.from.equals(given.to));
            } catch (DateTimeParseException e) {
                return Optional.empty();
            }
        }

        /** {@code from} as {@code 21:00}. */
        public String fromText() {
            return MINUTE.format(from);
        }

        /** {@code to} as {@code 09:00}. */
        public String toText() {
            return MINUTE.format(to);
        }

        /** Whether an instant lies in them. */
        public boolean contains(Instant instant, ZoneId zone) {
            var time = LocalTime.ofInstant(instant, zone);
            return from.isBefore(to)
                    ? !time.isBefore(from) && time.isBefore(to)
                    : !time.isBefore(from) || time.isBefore(to);
        }
    }
}
