package musubi.inbox;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * How many friends came and how many blocked the account, day by day. Counted when the event leaves the {@link EventQueue}, once, also after
 * a crash, on the day it arrived; one that failed counts when a retry succeeds. Holds no person.
 */
public interface FriendDays {

    /**
     * A day that something was counted on.
     *
     * @param day of the portal's time zone
     * @param added friends who added or unblocked the account
     * @param blocked friends who blocked it
     */
    record Day(LocalDate day, long added, long blocked) {}

    /** The days from that day on, the oldest first, by connection; in one query. */
    Map<UUID, List<Day>> since(Collection<UUID> connections, LocalDate day);

    /** Forgets the days before that day. */
    void forgetBefore(LocalDate day);
}
