package musubi.broadcast.audience;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import musubi.hubspot.ContactRecord;
import musubi.hubspot.Search;
import musubi.hubspot.Search.Filter;
import musubi.hubspot.SearchPage;

/** All contacts with a LINE user id of the account, by their record ids: HubSpot's search ends after 10,000, so each page begins behind the last id. */
final class AllFriends implements AudienceSource {

    private static final String RECORD_ID = "hs_object_id";
    private static final int PAGE = 200;

    @FunctionalInterface
    interface Searches {
        SearchPage page(Search search);
    }

    private final Searches searches;
    private final String userIdProperty;
    private final List<String> properties;
    private long last;

    AllFriends(Searches searches, String userIdProperty, List<String> properties, long last) {
        this.searches = searches;
        this.userIdProperty = userIdProperty;
        this.properties = properties;
        this.last = last;
    }

    @Override
    public AudiencePart next(int size) {
        var read = new ArrayList<ContactRecord>(size);
        var isLast = false;
        while (read.size() < size && !isLast) {
            var page = searches.page(new Search(
                    List.of(List.of(Filter.known(userIdProperty), new Filter(RECORD_ID, "GT", Long.toString(last)))),
                    properties,
                    RECORD_ID,
                    false,
                    PAGE,
                    ""));
            read.addAll(page.contacts());
            for (var contact : page.contacts()) {
                last = Math.max(last, Long.parseLong(contact.id()));
            }
            if (page.contacts().isEmpty() && page.total() > 0) {
                // people who are counted and not shown are not the end: it is read again after a rest
                throw new IllegalStateException("HubSpot's search counts contacts that it does not show");
            }
            isLast = page.total() <= page.contacts().size();
        }
        return new AudiencePart(read, 0, new AudiencePlace(last, Map.of(), false), isLast);
    }

    @Override
    public void close() {}
}
