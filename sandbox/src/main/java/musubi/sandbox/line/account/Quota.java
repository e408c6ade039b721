package musubi.sandbox.line.account;

import java.util.OptionalLong;

/** How many messages a channel may send in a month and how many it did. It never starts anew by itself. */
public final class Quota {

    private OptionalLong atMost = OptionalLong.empty();
    private long used;

    public synchronized void atMost(OptionalLong messages) {
        atMost = messages;
    }

    public synchronized OptionalLong atMost() {
        return atMost;
    }

    public synchronized long used() {
        return used;
    }

    /** Books so many messages, all or none. */
    public synchronized boolean take(long messages) {
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
