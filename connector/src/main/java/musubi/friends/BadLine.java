package musubi.friends;

/**
 * A line of a file that holds no LINE user id.
 *
 * @param number the first line is 1
 */
public record BadLine(long number, String reason) {}
