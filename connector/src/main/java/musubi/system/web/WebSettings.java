package musubi.system.web;

import java.time.Duration;
import musubi.system.StartFailure;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What all that is sent to us may take, whoever sends it.
 *
 * @param headTime for all of a request's head
 * @param bodyTime for all of a body but files
 * @param bodiesInFlight bytes of all bodies that are being read, on the heap; the first 32 KiB of each do not count
 * @param uploadsInFlight bytes of all files that are being read, on disk
 * @param sessions people's, at the most
 * @param pagesInARow that are open to strangers, for one address
 * @param pagesASecond that one address may ask for from then on
 */
@ConfigurationProperties("musubi.web")
record WebSettings(
        @DefaultValue("20s") Duration headTime,
        @DefaultValue("20s") Duration bodyTime,
        @DefaultValue("32MB") DataSize bodiesInFlight,
        @DefaultValue("324MB") DataSize uploadsInFlight,
        @DefaultValue("2000") int sessions,
        @DefaultValue("300") int pagesInARow,
        @DefaultValue("50") int pagesASecond) {

    WebSettings {
        check("head-time", headTime.toMillis(), 100, 300_000, "100ms to 5m");
        check("body-time", bodyTime.toMillis(), 100, 300_000, "100ms to 5m");
        check("bodies-in-flight", bodiesInFlight.toMegabytes(), 1, 1 << 20, "1MB to 1TB");
        check("uploads-in-flight", uploadsInFlight.toMegabytes(), 1, 1 << 20, "1MB to 1TB");
        check("sessions", sessions, 1, 1_000_000, "1 to 1000000");
        check("pages-in-a-row", pagesInARow, 1, 1_000_000, "1 to 1000000");
        check("pages-a-second", pagesASecond, 1, 1_000_000, "1 to 1000000");
    }

    private static void check(String name, long value, long least, long most, String range) {
        if (value < least || value > most) {
            throw new StartFailure(
                    "musubi.web." + name + " is out of range (expected: " + range + ").",
                    "Set it within the range, or leave it out.");
        }
    }
}
