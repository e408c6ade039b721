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
 * Checks the value of a setting. An invalid value is refused at the start, with the key, the value, what was expected and what to do.
 *
 * @param key of the setting, such as {@code musubi.data-dir}
 * @param unset the default; empty for none
 */
public record Setting(String key, String unset) {

    private static final Map<String, Duration> UNITS = Map.of(
            "d", Duration.ofDays(1), "h", Duration.ofHours(1), "m", Duration.ofMinutes(1), "s", Duration.ofSeconds(1));
    private static final Pattern USER_INFO = Pattern.compile("//[^/@]*@");

    /**
     * Returns the value if it is in range.
     *
     * @throws StartFailure when it is not from {@code min} to {@code max}
     */
    public int number(int value, int min, int max) {
        if (value < min || value > max) {
            throw refused(String.valueOf(value), "a whole number from %d to %d".formatted(min, max));
        }
        return value;
    }

    /**
     * Returns the value, or the default, if it is in range.
     *
     * @throws StartFailure when the value is not from {@code min} to {@code max}
     */
    public Duration duration(@Nullable Duration value, Duration min, Duration max) {
        var given = value == null ? DurationStyle.detectAndParse(unset) : value;
        if (given.compareTo(min) < 0 || given.compareTo(max) > 0) {
            throw refused(text(given), "from %s to %s".formatted(text(min), text(max)));
        }
        return given;
    }

    /**
     * Returns the value, or the default, if it is in range.
     *
     * @throws StartFailure when the value is not from {@code min} to {@code max}
     */
    public DataSize size(@Nullable DataSize value, DataSize min, DataSize max) {
        var given = value == null ? DataSize.parse(unset) : value;
        if (given.compareTo(min) < 0 || given.compareTo(max) > 0) {
            throw refused(text(given), "from %s to %s".formatted(text(min), text(max)));
        }
        return given;
    }

    /**
     * The value, or what it is when it is left out: the address of a server, of http or https, possibly with a path.
     *
     * @throws StartFailure when it is anything else
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
     * Returns the stripped value, or the default when it is blank.
     *
     * @param expected describes the pattern
     * @throws StartFailure when the value does not match
     */
    public String text(String value, Pattern pattern, String expected) {
        var given = value.isBlank() ? unset : value.strip();
        if (!given.isEmpty() && !pattern.matcher(given).matches()) {
            throw refused('"' + given + '"', expected);
        }
        return given;
    }

    /** The failure for an invalid value. */
    public StartFailure refused(String value, String expected) {
        return new StartFailure(
                "%s is %s (expected: %s).".formatted(key, value, expected),
                "Set it so (also as the environment variable %s), or leave it out%s."
                        .formatted(
                                key.toUpperCase(Locale.ROOT).replace("-", "").replace('.', '_'),
                                unset.isEmpty() ? "" : " for " + unset));
    }

    private static String text(DataSize size) {
        var bytes = size.toBytes();
        for (var unit : List.of(DataUnit.TERABYTES, DataUnit.GIGABYTES, DataUnit.MEGABYTES, DataUnit.KILOBYTES)) {
            var of = DataSize.of(1, unit).toBytes();
            if (bytes != 0 && bytes % of == 0) {
                return bytes / of + (unit.name().charAt(0) + "B");
            }
        }
        return bytes + "B";
    }

    private static String text(Duration duration) {
        for (var unit : List.of("d", "h", "m", "s")) {
            var of = UNITS.getOrDefault(unit, Duration.ZERO);
            if (!duration.isZero() && duration.toNanos() % of.toNanos() == 0) {
                return duration.dividedBy(of) + unit;
            }
        }
        return duration.toMillis() + "ms";
    }
}
