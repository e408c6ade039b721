package musubi.sandbox.line;

import java.util.OptionalLong;

/** How many messages a channel may send in a month and how many it did. It never starts anew by itself. */
final class Quota {

    private OptionalLong atMost = OptionalLong.empty();
    private long used;

    synchronized void atMost(OptionalLong messages) {
        atMost = messages;
    }

    synchronized OptionalLong atMost() {
        return atMost;
    }

    synchronized long used() {
        return used;
    }

    /** Books so many messages, all or none. */
    synchronized boolean take(long messages) {
        if (atMost.isPresent() && used + messages > atMost.getAsLong()) {
            return false;
        }
        used += messages;
        return true;
    }

    synchronized void clear() {
        used = 0;
    }
}
