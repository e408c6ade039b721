package musubi.scenario.trigger;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import musubi.hubspot.HubSpotClient;
import musubi.hubspot.PortalAccess;
import musubi.hubspot.Search;
import musubi.hubspot.Search.Filter;
import musubi.scenario.trigger.Occurrence.Days;

/**
 * Contacts with a LINE user id whose date is among some days, by HubSpot's searches. Each search begins behind the last record id, so that none
 * comes near the 10,000 at which HubSpot ends, however many there are; five days, or runs of them, are asked for at once. To be called by one
 * thread.
 */
final class FindDates implements Iterator<List<Long>> {

    /** HubSpot takes 5 groups, and 18 filters in all: 3 in each of these. */
    private static final int GROUPS = 5;

    private static final int PAGE = 200;
    private static final String RECORD_ID = "hs_object_id";

    private final HubSpotClient hubspot;
    private final PortalAccess access;
    private final String property;
    private final String userId;
    private final List<Days> days;
    private final ZoneId zone;
    private int from;
    private long last;

    /**
     * Of some days.
     *
     * @param userId internal name of the property of LINE user ids
     * @param zone in which values have their day: UTC for HubSpot's type date
     */
    FindDates(
            HubSpotClient hubspot, PortalAccess access, String property, String userId, List<Days> days, ZoneId zone) {
        this.hubspot = hubspot;
        this.access = access;
        this.property = property;
        this.userId = userId;
        this.days = List.copyOf(days);
        this.zone = zone;
    }

    @Override
    public boolean hasNext() {
        return from < days.size();
    }

    /**
     * Record ids of some of them; may be none.
     *
     * @throws musubi.hubspot.HubSpotException when HubSpot does not answer
     */
    @Override
    public List<Long> next() {
        if (!hasNext()) {
            throw new NoSuchElementException("all were asked for");
        }
        var to = Math.min(days.size(), from + GROUPS);
        var page = hubspot.search(
                access,
                new Search(
                        days.subList(from, to).stream().map(this::filters).toList(),
                        List.of(),
                        RECORD_ID,
                        false,
                        PAGE,
                        ""));
        var ids = page.contacts().stream()
                .map(contact -> Long.parseLong(contact.id()))
                .toList();
        var furthest = ids.stream().mapToLong(id -> id).max().orElse(last);
        if (page.total() > ids.size() && furthest <= last) {
            // people who are counted and not shown are not the end: it is looked for them again later
            throw new IllegalStateException("HubSpot's search counts contacts that it does not show");
        }
        if (page.total() <= ids.size()) {
            from = to;
            last = 0;
        } else {
            last = furthest;
        }
        return ids;
    }

    private List<Filter> filters(Days some) {
        var moments = some.moments(zone);
        var filters = new ArrayList<>(List.of(
                Filter.between(
                        property,
                        Long.toString(moments.first().toEpochMilli()),
                        Long.toString(moments.last().toEpochMilli())),
                Filter.known(userId)));
        if (last > 0) {
            filters.add(new Filter(RECORD_ID, "GT", Long.toString(last)));
        }
        return filters;
    }
}
