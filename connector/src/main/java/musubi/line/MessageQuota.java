package musubi.line;

import java.util.OptionalLong;

/**
 * The account's messages of this month.
 *
 * @param used sent by all ways; LINE counts them with some delay
 * @param limit of the plan, with what was bought in addition; empty: none
 */
public record MessageQuota(long used, OptionalLong limit) {}
