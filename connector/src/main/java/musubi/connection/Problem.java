package musubi.connection;

/**
 * Something a person should look at. A connection has at most one with the same title.
 *
 * @param title what is wrong, in a few words
 * @param detail what it means and what to do; no secrets, no friends
 */
public record Problem(String title, String detail) {}
