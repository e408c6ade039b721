package musubi.contact;

import java.time.LocalDate;

/**
 * What stands in for what LINE does not give, and the day of today.
 *
 * @param name for friends without a known name
 * @param pictureUrl our avatar's public URL, for friends without a picture
 * @param today in the portal's time zone
 */
public record Defaults(String name, String pictureUrl, LocalDate today) {}
