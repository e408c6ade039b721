package musubi.scenario.course;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of a person when a step is due.
 *
 * @param gone HubSpot says that there is no such contact
 * @param optedOut the person wants no messages
 * @param blocked the person blocks the account
 * @param replied the person wrote since they came into the scenario
 * @param clickedSteps of whose messages the person opened a link since then
 * @param properties that were asked for and answered; empty where HubSpot says that there is no value
 * @param lists that were asked for and answered; whether the contact is in each
 */
public record Facts(
        boolean gone,
        boolean optedOut,
        boolean blocked,
        boolean replied,
        Set<String> clickedSteps,
        Map<String, Optional<String>> properties,
        Map<Long, Boolean> lists) {

    public Facts {
        clickedSteps = Set.copyOf(clickedSteps);
        properties = Map.copyOf(properties);
        lists = Map.copyOf(lists);
    }

    /** Whether all that is needed was answered. Of what was not, nothing is concluded. */
    public boolean covers(Needs needs) {
        return gone
                || (properties.keySet().containsAll(needs.properties())
                        && lists.keySet().containsAll(needs.lists()));
    }

    /** Leaves out what is known. */
    @Override
    public String toString() {
        return "Facts[properties=%s, lists=%s]".formatted(properties.keySet(), lists.keySet());
    }
}
