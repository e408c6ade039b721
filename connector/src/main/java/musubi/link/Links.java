package musubi.link;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
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

/** The links friends come by: a connection's plain one, and custom ones with a title. */
@Component
public class Links {

    /** Custom links of a connection, at most. */
    public static final int LIMIT = 1_000;

    /** No letter that is taken for another or for a digit (Crockford's base 32, lower case). */
    private static final String LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";

    private static final int ID_LENGTH = 10;
    static final Pattern ID = Pattern.compile("[0-9a-hjkmnp-tv-z]{10}");

    private final LinkRows rows;
    private final CountRows counts;
    private final Connections connections;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Links(LinkRows rows, CountRows counts, Connections connections, TransactionTemplate transaction, Clock clock) {
        this.rows = rows;
        this.counts = counts;
        this.connections = connections;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** A connection's custom links, the oldest first. */
    public List<Link> of(UUID connectionId) {
        return rows.of(connectionId);
    }

    /** One of them. */
    public Optional<Link> find(String id) {
        return ID.matcher(id).matches() ? rows.find(id) : Optional.empty();
    }

    /**
     * Makes a custom link. It is in use at once unless entered otherwise.
     *
     * @throws LinkRefusedException when what was entered cannot be right, or there are {@value #LIMIT} already
     * @throws UnknownConnectionException when there is no such connection
     */
    public Link create(UUID connectionId, LinkChange entered) {
        var link = LinkEntry.applied(
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
            if (rows.lockedCount(connectionId) >= LIMIT) {
                throw new LinkRefusedException(
                        Reason.TOO_MANY,
                        List.of(new Refusal(
                                "connection",
                                "This connection has %d links already. Delete those that are not in use any more."
                                        .formatted(LIMIT))));
            }
            if (!rows.insert(link)) {
                throw new UnknownConnectionException(connectionId);
            }
        });
        return link;
    }

    /**
     * Changes a custom link; its address stays.
     *
     * @return the link as it is now; empty when there is none with that id
     * @throws LinkRefusedException when what was entered cannot be right
     */
    public Optional<Link> change(String id, LinkChange change) {
        return find(id).map(old -> {
            var changed = LinkEntry.applied(old, change);
            rows.update(changed);
            return changed;
        });
    }

    /** Deletes a custom link with its counts; contacts keep its title. False when there is none with that id. */
    public boolean delete(String id) {
        return rows.delete(id);
    }

    /** The address of a custom link. */
    public URI url(Link link) {
        return URI.create(url(link.connectionId()) + "/" + link.id());
    }

    /** The address of a connection's plain link. */
    public URI url(UUID connectionId) {
        return connections.linkUrl(connectionId);
    }

    /** All that was counted for a connection's custom links, by id; a second old at most. */
    public Map<String, LinkCounts> countsOfAll(UUID connectionId) {
        return counts.ofLinks(connectionId);
    }

    /**
     * All that was counted for a link; a second old at most.
     *
     * @param linkId empty: the plain one
     */
    public LinkCounts counts(UUID connectionId, Optional<String> linkId) {
        return counts.of(connectionId, linkId);
    }

    /**
     * What was counted on each day, those without anything included, the earliest first.
     *
     * @param linkId empty: the plain one
     * @param from in the portal's time zone, as {@code to}, which is included
     */
    public List<LinkDay> days(UUID connectionId, Optional<String> linkId, LocalDate from, LocalDate to) {
        var counted = counts.days(connectionId, linkId, from, to);
        return from.datesUntil(to.plusDays(1))
                .map(day -> new LinkDay(day, counted.getOrDefault(day, LinkCounts.NONE)))
                .toList();
    }

    private String newId() {
        var id = new StringBuilder();
        while (id.length() < ID_LENGTH) {
            id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return id.toString();
    }
}
