package musubi.broadcast.audience;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import musubi.hubspot.ContactRecord;
import musubi.hubspot.ContactsRead;
import musubi.hubspot.HubSpotClient;
import musubi.hubspot.HubSpotException;

/** The contacts in lists: their ids as sorted streams, then the contacts a hundred at a time, several calls side by side. */
final class ListedContacts implements AudienceSource {

    /** Calls side by side: a second of HubSpot's limit, at half a second each. */
    private static final int CALLS = 10;

    /** Answers in a row that say nothing of what they were asked. */
    private static final int MAX_IN_VAIN = 5;

    /** Reads ids until this is a contact or known to be none. */
    @FunctionalInterface
    interface ReadContacts {

        /**
         * One call.
         *
         * @throws HubSpotException when HubSpot does not answer
         */
        ContactsRead read(List<String> ids);
    }

    private final MergedLists lists;
    private final ReadContacts contacts;
    private final boolean whole;
    private final ThreadFactory threads =
            Thread.ofVirtual().name("audience-", 0).factory();
    private final Semaphore calls = new Semaphore(CALLS);

    /** @param place where the lists are */
    ListedContacts(MergedLists lists, ReadContacts contacts, AudiencePlace place) {
        this.lists = lists;
        this.contacts = contacts;
        this.whole = place.whole();
    }

    private record Batch(List<ContactRecord> contacts, int gone) {}

    @Override
    public AudiencePart next(int size) {
        var batches = new ArrayList<Future<Batch>>();
        var taken = 0;
        var isLast = false;
        while (taken < size && !isLast) {
            var ids = new ArrayList<String>(HubSpotClient.BATCH);
            while (ids.size() < HubSpotClient.BATCH) {
                var id = lists.next();
                if (id == SortedIds.END) {
                    isLast = true;
                    break;
                }
                ids.add(Long.toString(id));
            }
            taken += ids.size();
            if (!ids.isEmpty()) {
                batches.add(start(ids));
            }
        }
        var read = new ArrayList<ContactRecord>(taken);
        var gone = 0;
        for (var batch : batches) {
            var done = await(batch);
            read.addAll(done.contacts());
            gone += done.gone();
        }
        return new AudiencePart(read, gone, new AudiencePlace(lists.passed(), lists.places(), whole), isLast);
    }

    private Future<Batch> start(List<String> ids) {
        calls.acquireUninterruptibly();
        var task = new FutureTask<>(() -> {
            try {
                return read(ids);
            } finally {
                calls.release();
            }
        });
        threads.newThread(task).start();
        return task;
    }

    /** What an answer leaves out is asked for again, but not for ever: it would use up the portal's calls. */
    private Batch read(List<String> ids) {
        var found = new ArrayList<ContactRecord>(ids.size());
        var gone = 0;
        var open = ids;
        var inVain = 0;
        while (!open.isEmpty()) {
            var answer = contacts.read(open);
            found.addAll(answer.found().values());
            gone += answer.absent().size();
            var rest = new HashSet<>(open);
            rest.removeAll(answer.found().keySet());
            rest.removeAll(answer.absent());
            inVain = rest.size() < open.size() ? 0 : inVain + 1;
            if (inVain == MAX_IN_VAIN) {
                throw new IllegalStateException(
                        "HubSpot does not say what became of %d contacts".formatted(rest.size()));
            }
            open = List.copyOf(rest);
        }
        return new Batch(found, gone);
    }

    private static Batch await(Future<Batch> batch) {
        try {
            return batch.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while contacts were read", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new CompletionException(e.getCause());
        }
    }

    @Override
    public void close() {
        lists.close();
    }
}
