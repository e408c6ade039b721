package musubi.tracking;

import java.util.Optional;

/**
 * A link of a message that is counted.
 *
 * @param variant index of the message among those of the broadcast
 * @param number of the link in the message, from 1
 * @param source as the operator wrote it
 * @param target where it leads; empty where that differs from person to person, and stands sealed in the address itself
 * @param title for the preview that chat apps show; may be empty
 */
public record TrackedLink(int variant, int number, String source, Optional<String> target, String title) {}
