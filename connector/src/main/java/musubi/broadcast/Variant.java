package musubi.broadcast;

import tools.jackson.databind.JsonNode;

/**
 * One of the messages of a broadcast, and for how many people.
 *
 * @param name for the operator; empty when there is only one
 * @param percent of the people, 1 to 100; all variants together are 100
 * @param content {@code {bubbles, quickReplies?, sender?, whenValueMissing?}}
 */
public record Variant(String name, int percent, JsonNode content) {}
