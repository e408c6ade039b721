package musubi.scenario.definition;

import java.time.LocalTime;
import java.util.Optional;

/** What puts a person into a scenario. By hand people are put into any of them, also while it is switched off. */
public sealed interface Trigger {

    /** A new friend of the account. */
    record Follow() implements Trigger {}

    /** A friend who had blocked the account unblocks it. */
    record Unblock() implements Trigger {}

    /**
     * Who comes by a link of ours.
     *
     * @param linkId of one link; empty: any of the connection's
     */
    record Link(Optional<String> linkId) implements Trigger {}

    /**
     * Who joins a HubSpot list.
     *
     * @param includeMembers whether those who are in it when the scenario is switched on are put in too
     */
    record JoinedList(long listId, boolean includeMembers) implements Trigger {}

    /**
     * The day of a date property comes.
     *
     * @param property of HubSpot's type date or datetime; the day of the latter is that in the portal's zone
     * @param days after that day; negative: before it
     * @param time of day in the portal's zone
     * @param yearly whether it comes each year, from the date's own year on; if not, in that year alone. 29 February comes on the 28th where
     *     there is none
     */
    record DateProperty(String property, int days, LocalTime time, boolean yearly) implements Trigger {}

    /** Nothing by itself. */
    record Manual() implements Trigger {}
}
