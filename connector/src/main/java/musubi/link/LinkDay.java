package musubi.link;

import java.time.LocalDate;

/**
 * The counts of a day.
 *
 * @param day in the portal's time zone
 */
public record LinkDay(LocalDate day, LinkCounts counts) {}
