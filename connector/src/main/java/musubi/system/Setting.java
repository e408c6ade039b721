package musubi.system;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.unit.DataSize;
import org.springframework.util.unit.DataUnit;

/**
 * A setting as an operator knows it. A value that cannot work is refused at the start, with its key, itself, what was
 * expected and what to do, and not met hours later as a batch that never begins.
 *
 * @param key as it is written
 * @param unset what it is when it is left out; empty: nothing
 */
public record Setting(String key, String unset) {

    private static final Map<String, Duration> UNITS = Map.of(
            "d", Duration.ofDays(1), "h", Duration.ofHours(1), "m", Duration.ofMinutes(1), "s", Duration.ofSeconds(1));
    private static final Pattern USER_INFO = Pattern.compile("//[^/@]*@");

    /**
     * The value as it is.
     *
     * @throws StartFailure when it is not from {@code least} to {@code most}
     */
    public int number(int value, int least, int most) {
        if (value < least || value > most) {
            throw refused(String.valueOf(value), "a whole number from %d to %d".formatted(least, most));
        }
        return value;
    }

    /**
     * The value, or what it is when it is left out.
     *
     * @throws StartFailure when the value is not from {@code least} to {@code most}
     */
    public Duration duration(@Nullable Duration value, Duration least, Duration most) {
        var given = value == null ? DurationStyle.detectAndParse(unset) : value;
        if (given.compareTo(least) < 0 || given.compareTo(most) > 0) {
            throw refused(words(given), "from %s to %s".formatted(words(least), words(most)));
        }
        return given;
    }

    /**
     * The value, or what it is when it is left out.
     *
     * @throws StartFailure when the value is not from {@code least} to {@code most}
     */
    public DataSize size(@Nullable DataSize value, DataSize least, DataSize most) {
        var given = value == null ? DataSize.parse(unset) : value;
        if (given.compareTo(least) < 0 || given.compareTo(most) > 0) {
            throw refused(words(given), "from %s to %s".formatted(words(least), words(most)));
        }
        return given;
    }

    /**
     * The value, or what it is when it is left out: the address of a server, of http or https, possibly with a path.
     *
     * @throws StartFailure when it is something else
     */
    public URI address(@Nullable URI value) {
        var given = value == null || value.toString().isEmpty() ? URI.create(unset) : value;
        var web = "http".equalsIgnoreCase(given.getScheme()) || "https".equalsIgnoreCase(given.getScheme());
        if (!web
                || given.getHost() == null
                || given.getPort() > 65_535
                || given.getPort() == 0
                || given.getRawUserInfo() != null
                || given.getRawQuery() != null
                || given.getRawFragment() != null) {
            throw refused(
                    USER_INFO.matcher(given.toString()).replaceAll("//…@"),
                    "an address of http or https with a host, like https://api.example.com:8443");
        }
        return given;
    }

    /** The same without a path, and with a slash at the end. */
    public URI root(@Nullable URI value) {
        return host(value).resolve("/");
    }

    /** The same without a path and without a slash at the end. */
    public URI host(@Nullable URI value) {
        var given = address(value);
        if (!given.getPath().matches("/?")) {
            throw refused(given.toString(), "scheme, host and port only, like https://api.example.com");
        }
        return URI.create(given.getScheme() + "://" + given.getRawAuthority());
    }

    /**
     * The value without blanks around it; empty is what it is when it is left out.
     *
     * @param expected the pattern in words
     * @throws StartFailure when the value does not match
     */
    public String text(String value, Pattern pattern, String expected) {
        var given = value.isBlank() ? unset : value.strip();
        if (!given.isEmpty() && !pattern.matcher(given).matches()) {
            throw refused('"' + given + '"', expected);
        }
        return given;
    }

    /** Tells that a value cannot be. */
    public StartFailure refused(String value, String expected) {
        return new StartFailure(
                "%s is %s (expected: %s).".formatted(key, value, expected),
                "Set it so (also as the environment variable %s), or leave it out%s."
                        .formatted(
                                key.toUpperCase(Locale.ROOT).replace("-", "").replace('.', '_'),
                                unset.isEmpty() ? "" : " for " + unset));
    }

    private static String words(DataSize size) {
        var bytes = size.toBytes();
        for (var unit : List.of(DataUnit.TERABYTES, DataUnit.GIGABYTES, DataUnit.MEGABYTES, DataUnit.KILOBYTES)) {
            var of = DataSize.of(1, unit).toBytes();
            if (bytes != 0 && bytes % of == 0) {
                return bytes / of + (unit.name().charAt(0) + "B");
            }
        }
        return bytes + "B";
    }

    private static String words(Duration duration) {
        for (var unit : List.of("d", "h", "m", "s")) {
            var of = UNITS.getOrDefault(unit, Duration.ZERO);
            if (!duration.isZero() && duration.toNanos() % of.toNanos() == 0) {
                return duration.dividedBy(of) + unit;
            }
        }
        return duration.toMillis() + "ms";
    }
}
