package musubi.broadcast;

import tools.jackson.databind.JsonNode;

/**
 * One of the messages of a broadcast, and for how many people.
 *
 * @param name for the operator; empty when there is only one
 * @param percent of the people, 1 to 100; all variants together are 100, or less where the remainder gets the best of them
 * @param content {@code {bubbles, quickReplies?, sender?, whenValueMissing?}}
 */
public record Variant(String name, int percent, JsonNode content) {

    /**
     * The index by which links and people of the remainder are counted, which gets a variant too: behind those of the variants, so that what
     * came of them stays comparable.
     *
     * @param variant index of it
     * @param variants how many there are
     */
    public static int ofRemainder(int variant, int variants) {
        return variants + variant;
    }
}
