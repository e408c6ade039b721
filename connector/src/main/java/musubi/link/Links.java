package musubi.link;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import musubi.connection.Connections;
import musubi.connection.UnknownConnectionException;
import musubi.link.LinkRefusedException.Reason;
import musubi.link.LinkRefusedException.Refusal;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The links by which friends come: the default link of a connection, and its custom links, each with a title. */
@Component
public class Links {

    /** Most custom links of a connection. */
    public static final int LIMIT = 1_000;

    /** Crockford's base 32 in lower case: no letter looks like a digit or another letter. */
    private static final String LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";

    private static final int ID_LENGTH = 10;
    static final Pattern ID = Pattern.compile("[0-9a-hjkmnp-tv-z]{10}");

    private final LinkRepository links;
    private final LinkCountRepository counts;
    private final Connections connections;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Links(
            LinkRepository links,
            LinkCountRepository counts,
            Connections connections,
            TransactionTemplate transaction,
            Clock clock) {
        this.links = links;
        this.counts = counts;
        this.connections = connections;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** A connection's custom links, the oldest first. */
    public List<Link> of(UUID connectionId) {
        return links.of(connectionId);
    }

    /** The titles of those of these links that exist, by their ids. */
    public Map<String, String> titles(Collection<String> ids) {
        return links.titles(ids);
    }

    /** One of them. */
    public Optional<Link> find(String id) {
        return ID.matcher(id).matches() ? links.find(id) : Optional.empty();
    }

    /**
     * Creates a custom link. It works at once unless {@code entered} says otherwise.
     *
     * @throws LinkRefusedException when a value is invalid, or there are {@value #LIMIT} already
     * @throws UnknownConnectionException when there is no such connection
     */
    public Link create(UUID connectionId, LinkChange entered) {
        var link = LinkValidator.applied(
                new Link(
                        newId(),
                        connectionId,
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        true,
                        clock.instant().truncatedTo(ChronoUnit.MILLIS)),
                new LinkChange(
                        entered.title().or(() -> Optional.of("")),
                        entered.originalSource(),
                        entered.pageAfter(),
                        entered.enabled()));
        transaction.executeWithoutResult(ignored -> {
            if (links.lockedCount(connectionId) >= LIMIT) {
                throw new LinkRefusedException(
                        Reason.TOO_MANY,
                        List.of(new Refusal(
                                "connection",
                                "This connection has %d links already. Delete those that are not in use any more."
                                        .formatted(LIMIT))));
            }
            if (!links.insert(link)) {
                throw new UnknownConnectionException(connectionId);
            }
        });
        return link;
    }

    /**
     * Changes a custom link. Its address stays the same.
     *
     * @return the changed link; empty when there is none with that id
     * @throws LinkRefusedException when a value is invalid
     */
    public Optional<Link> change(String id, LinkChange change) {
        return find(id).map(old -> {
            var changed = LinkValidator.applied(old, change);
            links.update(changed);
            return changed;
        });
    }

    /** Deletes a custom link with its counts; contacts keep its title. Returns false when there is none with that id. */
    public boolean delete(String id) {
        return links.delete(id);
    }

    /** The address of a custom link. */
    public URI url(Link link) {
        return URI.create(url(link.connectionId()) + "/" + link.id());
    }

    /** The address of a connection's default link. */
    public URI url(UUID connectionId) {
        return connections.linkUrl(connectionId);
    }

    /** The totals of a connection's custom links, by id; at most a second old. Links without counts are left out. */
    public Map<String, LinkCounts> countsOfAll(UUID connectionId) {
        return counts.ofLinks(connectionId);
    }

    /** The same of some days only, in the portal's time zone, the first and the last one included. */
    public Map<String, LinkCounts> countsOfAll(UUID connectionId, LocalDate from, LocalDate to) {
        return counts.ofLinks(connectionId, from, to);
    }

    /**
     * The totals of a link; at most a second old.
     *
     * @param linkId of a custom link; empty for the plain one
     */
    public LinkCounts counts(UUID connectionId, Optional<String> linkId) {
        return counts.of(connectionId, linkId);
    }

    /**
     * The counts of each day, days without counts included, the earliest first.
     *
     * @param linkId of a custom link; empty for the plain one
     * @param from the first day, in the portal's time zone
     * @param to the last day
     */
    public List<LinkDay> days(UUID connectionId, Optional<String> linkId, LocalDate from, LocalDate to) {
        var counted = counts.days(connectionId, linkId, from, to);
        return from.datesUntil(to.plusDays(1))
                .map(day -> new LinkDay(day, counted.getOrDefault(day, LinkCounts.NONE)))
                .toList();
    }

    /**
     * The counts of all links of each connection together, in one query; at most a second old. Connections without counts are left out.
     *
     * @param days the day of each connection, in its portal's time zone
     */
    public Map<UUID, LinkCounts> countsOn(Map<UUID, LocalDate> days) {
        return counts.on(days);
    }

    private String newId() {
        var id = new StringBuilder();
        while (id.length() < ID_LENGTH) {
            id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return id.toString();
    }
}
