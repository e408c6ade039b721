package musubi.line;

import java.util.OptionalLong;

/**
 * The account's messages of this month.
 *
 * @param used messages sent, by any tool; LINE updates the count with some delay
 * @param limit of the plan including additional messages bought; empty: no limit
 */
public record MessageQuota(long used, OptionalLong limit) {}
