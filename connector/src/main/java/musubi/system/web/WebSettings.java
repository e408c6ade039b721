package musubi.system.web;

import java.time.Duration;
import musubi.system.Setting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of requests.
 *
 * @param headTime for the complete head of a request
 * @param bodyTime for the complete body of a request, except files
 * @param bodiesInFlight bytes of all bodies that are being read, on the heap; the first 32 KiB of each do not count
 * @param uploadsInFlight bytes of all files that are being read, on disk
 * @param pagesInARow requests of one address in a row to pages that are open to everybody
 * @param pagesASecond requests a second of one address after that
 */
@ConfigurationProperties("musubi.web")
record WebSettings(
        @DefaultValue("20s") Duration headTime,
        @DefaultValue("20s") Duration bodyTime,
        @DefaultValue("32MB") DataSize bodiesInFlight,
        @DefaultValue("324MB") DataSize uploadsInFlight,
        @DefaultValue("300") int pagesInARow,
        @DefaultValue("50") int pagesASecond) {

    private static final Setting HEAD_TIME = new Setting("musubi.web.head-time", "20s");
    private static final Setting BODY_TIME = new Setting("musubi.web.body-time", "20s");
    private static final Setting BODIES_IN_FLIGHT = new Setting("musubi.web.bodies-in-flight", "32MB");
    private static final Setting UPLOADS_IN_FLIGHT = new Setting("musubi.web.uploads-in-flight", "324MB");
    private static final Setting PAGES_IN_A_ROW = new Setting("musubi.web.pages-in-a-row", "300");
    private static final Setting PAGES_A_SECOND = new Setting("musubi.web.pages-a-second", "50");

    private static final Duration MIN_TIME = Duration.ofMillis(100);
    private static final Duration MAX_TIME = Duration.ofMinutes(5);
    private static final DataSize MIN_SIZE = DataSize.ofMegabytes(1);
    private static final DataSize MAX_SIZE = DataSize.ofTerabytes(1);
    private static final int MAX_PAGES = 1_000_000;

    WebSettings {
        headTime = HEAD_TIME.duration(headTime, MIN_TIME, MAX_TIME);
        bodyTime = BODY_TIME.duration(bodyTime, MIN_TIME, MAX_TIME);
        bodiesInFlight = BODIES_IN_FLIGHT.size(bodiesInFlight, MIN_SIZE, MAX_SIZE);
        uploadsInFlight = UPLOADS_IN_FLIGHT.size(uploadsInFlight, MIN_SIZE, MAX_SIZE);
        pagesInARow = PAGES_IN_A_ROW.number(pagesInARow, 1, MAX_PAGES);
        pagesASecond = PAGES_A_SECOND.number(pagesASecond, 1, MAX_PAGES);
    }
}
