package musubi.contact;

import java.time.LocalDate;

/**
 * Default values for what LINE does not give, and today's date.
 *
 * @param name for friends without a known name
 * @param pictureUrl public URL of our avatar, for friends without a picture
 * @param today in the portal's time zone
 */
public record Defaults(String name, String pictureUrl, LocalDate today) {}
