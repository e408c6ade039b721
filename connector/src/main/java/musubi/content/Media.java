package musubi.content;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import musubi.connection.UnknownConnectionException;
import musubi.content.media.MediaRepository;
import musubi.content.media.ReceiveMedium;
import musubi.content.media.StoredMedium;
import musubi.message.Medium;
import musubi.system.PublicAddress;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The pictures and videos of each connection. Their bytes are in the database, so that every node serves them and one
 * back-up holds all. A connection that is deleted takes its media along.
 */
@Component
public class Media implements MediaLibrary {

    /** Most media of a connection, those that are hidden included. */
    public static final int MAX_COUNT = 10_000;
    /** Most bytes of a connection's media, all sizes. */
    public static final long MAX_BYTES = 20L << 30;

    private final ReceiveMedium receiver;
    private final MediaRepository repository;
    private final TransactionTemplate transaction;
    private final PublicAddress address;
    private final Clock clock;

    Media(
            ReceiveMedium receiver,
            MediaRepository repository,
            TransactionTemplate transaction,
            PublicAddress address,
            Clock clock) {
        this.receiver = receiver;
        this.repository = repository;
        this.transaction = transaction;
        this.address = address;
        this.clock = clock;
    }

    /**
     * Takes a file into the library. What it is, is judged by its bytes. Pictures are decoded, turned upright, stripped of
     * all metadata and encoded again, in each size; of a video, only metadata is blanked. Blocks until all is stored.
     *
     * @param announced bytes that are to come, with up to 64 KiB around the file; negative where that is not known
     * @param content read until its end, or until it is clear that the file is refused
     * @throws MediaRefusedException when it is not taken; with a limit as soon as it is passed
     * @throws UnknownConnectionException when there is no such connection
     * @throws IOException when the disk is full
     */
    public MediumEntry add(UUID connectionId, long announced, InputStream content) throws IOException {
        checkPlace(connectionId);
        try (var made = receiver.receive(announced, content)) {
            var medium = new StoredMedium(
                    UUID.randomUUID(),
                    connectionId,
                    made.contentType(),
                    made.width(),
                    made.height(),
                    made.original().bytes(),
                    made.duration(),
                    clock.instant().truncatedTo(ChronoUnit.MILLIS));
            // from files of this machine: the transaction does not wait for whoever sends
            transaction.executeWithoutResult(ignored -> {
                if (!repository.insert(medium, made.bytes())) {
                    throw new UnknownConnectionException(connectionId);
                }
                made.files().forEach(file -> repository.insert(medium.id(), file));
            });
            return entry(medium);
        }
    }

    /**
     * Refuses what no file may be as long as, before any of it is read.
     *
     * @param announced as for {@link #add}
     * @throws MediaRefusedException when it is too long
     */
    public void checkLength(long announced) {
        ReceiveMedium.checkLength(announced);
    }

    private void checkPlace(UUID connectionId) {
        var total = repository.total(connectionId);
        if (total.count() >= MAX_COUNT || total.bytes() >= MAX_BYTES) {
            throw new MediaRefusedException(MediaProblem.LIBRARY_FULL);
        }
    }

    /**
     * A page of the library, the newest first.
     *
     * @param after the entry before the page
     * @param limit at least 1
     */
    public List<MediumEntry> of(UUID connectionId, Optional<MediumPlace> after, int limit) {
        return repository.of(connectionId, after, limit).stream()
                .map(this::entry)
                .toList();
    }

    /** One of a library, deleted ones excepted. */
    public Optional<MediumEntry> find(UUID id) {
        return repository.find(id).map(this::entry);
    }

    /**
     * One of that connection's library, as messages are checked and rendered with it.
     *
     * @param mediumId as a message has it; may be anything
     */
    @Override
    public Optional<Medium> find(UUID connectionId, String mediumId) {
        return uuid(mediumId)
                .flatMap(this::find)
                .filter(found -> found.connectionId().equals(connectionId))
                .map(MediumEntry::medium);
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /**
     * Marks media as used: a message with them is about to be sent. Their files stay reachable from then on, for as long as
     * the connection exists, also when they are deleted from the library. To be called before the first call of LINE.
     *
     * @param ids at most some dozens
     * @return whether all of them are there, and so stay; false when one was deleted before it was used
     */
    public boolean used(Collection<UUID> ids) {
        var distinct = Set.copyOf(ids);
        return distinct.isEmpty() || repository.used(distinct) == distinct.size();
    }

    /**
     * Deletes one from the library. Its files are deleted too, unless it was {@linkplain #used used} in a message: then they
     * stay reachable, since phones fetch them whenever they show that message.
     *
     * @return whether it was in the library
     */
    public boolean delete(UUID id) {
        return Boolean.TRUE.equals(transaction.execute(ignored -> repository.deleteUnused(id) || repository.hide(id)));
    }

    private MediumEntry entry(StoredMedium medium) {
        return new MediumEntry(
                medium.id(),
                medium.connectionId(),
                medium.contentType(),
                medium.width(),
                medium.height(),
                medium.bytes(),
                medium.duration(),
                address.of("/m/" + medium.id()),
                medium.createdAt());
    }
}
