package musubi.sandbox.line.account;

import java.util.OptionalLong;

/** The number of messages that a channel may send in a month and has sent. It is never reset automatically. */
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

    /** Counts messages: all of them, or none when they exceed the limit. */
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
