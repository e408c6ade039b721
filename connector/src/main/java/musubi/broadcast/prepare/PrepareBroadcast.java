package musubi.broadcast.prepare;

import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import musubi.broadcast.LeftOut;
import musubi.broadcast.audience.AudiencePart;
import musubi.broadcast.audience.AudiencePlace;
import musubi.broadcast.audience.Audiences;
import musubi.broadcast.audience.ListGoneException;
import musubi.broadcast.audience.OutOfOrderException;
import musubi.broadcast.audience.Patience;
import musubi.broadcast.audience.SortContacts;
import musubi.broadcast.opens.UnitNames;
import musubi.broadcast.prepare.CompiledVariants.Compiled;
import musubi.broadcast.prepare.PreparePart.Person;
import musubi.broadcast.store.BroadcastRepository;
import musubi.broadcast.store.BroadcastRepository.Preparation;
import musubi.broadcast.store.StoredBroadcast;
import musubi.broadcast.store.VariantPeople;
import musubi.connection.Connection;
import musubi.delivery.Deliveries;
import musubi.delivery.Delivery;
import musubi.delivery.DeliveryState;
import musubi.delivery.DeliveryStateException;
import musubi.delivery.PauseReason;
import musubi.delivery.SendMethod;
import musubi.hubspot.HubSpotException;
import musubi.hubspot.HubSpotException.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads the audience of a broadcast and puts its calls on disk, part by part: the calls of a part, its numbers and the place behind it in one
 * transaction. After a crash it goes on behind the last part.
 */
@Component
final class PrepareBroadcast {

    private static final Logger LOG = LoggerFactory.getLogger(PrepareBroadcast.class);

    /** People of a part: ten full multicasts. */
    private static final int MULTICAST_PART = 5_000;

    private static final int PUSH_PART = 1_000;

    private final BroadcastRepository broadcasts;
    private final Deliveries deliveries;
    private final Audiences audiences;
    private final CompiledVariants compiledVariants;
    private final BroadcastLinks broadcastLinks;
    private final PersonsVariant personsVariant;
    private final UnitNames unitNames;
    private final VariantPeople variantPeople;
    private final TransactionTemplate transaction;
    private final Clock clock;

    PrepareBroadcast(
            BroadcastRepository broadcasts,
            Deliveries deliveries,
            Audiences audiences,
            CompiledVariants compiledVariants,
            BroadcastLinks broadcastLinks,
            PersonsVariant personsVariant,
            UnitNames unitNames,
            VariantPeople variantPeople,
            TransactionTemplate transaction,
            Clock clock) {
        this.broadcasts = broadcasts;
        this.deliveries = deliveries;
        this.audiences = audiences;
        this.compiledVariants = compiledVariants;
        this.broadcastLinks = broadcastLinks;
        this.personsVariant = personsVariant;
        this.unitNames = unitNames;
        this.variantPeople = variantPeople;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Prepares to the end, or until it may not go on.
     *
     * @param goesOn whether this node may
     */
    void run(StoredBroadcast broadcast, Connection connection, BooleanSupplier goesOn) {
        var id = broadcast.id();
        try {
            var variants = broadcasts.frozen(id);
            var compiled = compiledVariants.of(connection.id(), variants);
            if (!compiled.isSendable()) {
                pause(broadcast, PauseReason.CONTENT, words(compiled));
                return;
            }
            var links = broadcastLinks.of(
                    id,
                    connection,
                    broadcast.tracking(),
                    compiled,
                    broadcast.content().remainder() > 0);
            links.register();
            var method = deliveries.find(id).map(Delivery::method).orElseThrow(PrepareBroadcast::thrownAway);
            var part = new PreparePart(
                    id,
                    variants,
                    compiled,
                    links,
                    method,
                    new SortContacts(
                            connection.propertyNames(), broadcast.audience().notReachedForDays(), clock.instant()),
                    compiled.values(connection),
                    personsVariant,
                    unitNames.of(id, connection.id(), variants.size()));
            var patience =
                    new TellWaiting(deliveries, id, () -> goesOn.getAsBoolean() && isPreparing(broadcast), clock);
            read(broadcast, connection, compiled, part, method, patience);
        } catch (ListGoneException e) {
            pause(broadcast, PauseReason.LIST_GONE, Long.toString(e.listId()));
        } catch (OutOfOrderException e) {
            LOG.warn("A list of broadcast {} came out of order: its lists are read as a whole", id);
            startAgain(broadcast);
        } catch (HubSpotException e) {
            failed(broadcast, e);
        }
    }

    private static String words(Compiled compiled) {
        return compiled.problems().stream()
                .filter(found -> !found.problem().isWarning())
                .findFirst()
                .map(found -> found.problem().field() + ": " + found.problem().code())
                .orElse("");
    }

    private void failed(StoredBroadcast broadcast, HubSpotException e) {
        if (e.kind() == Kind.AUTH) {
            pause(broadcast, PauseReason.HUBSPOT_UNAUTHORIZED, String.join(" ", e.missingScopes()));
        } else if (e.kind() == Kind.REJECTED) {
            throw e;
        }
        // what passes by itself was waited for until this node was to stop
    }

    private boolean isPreparing(StoredBroadcast broadcast) {
        return deliveries
                .find(broadcast.id())
                .filter(delivery -> delivery.state() == DeliveryState.PREPARING)
                .isPresent();
    }

    private void pause(StoredBroadcast broadcast, PauseReason reason, String detail) {
        if (isPreparing(broadcast)) {
            LOG.warn("Broadcast {} is paused: {}", broadcast.id(), reason);
            transaction.executeWithoutResult(_ -> {
                requireSame(broadcast);
                deliveries.pause(broadcast.id(), reason, detail);
            });
        }
    }

    /**
     * Keeps the preparation as it is until the end of the transaction.
     *
     * @throws DeliveryStateException when it was thrown away, and maybe begun again, since this run began
     */
    private Preparation requireSame(StoredBroadcast broadcast) {
        return broadcasts
                .lockedPreparation(broadcast.id())
                .filter(now -> Optional.of(now.since()).equals(broadcast.prepareAt()))
                .orElseThrow(PrepareBroadcast::thrownAway);
    }

    /** By a person, at this moment: nothing went wrong. */
    private static DeliveryStateException thrownAway() {
        return new DeliveryStateException(DeliveryState.CANCELLED);
    }

    private void startAgain(StoredBroadcast broadcast) {
        transaction.executeWithoutResult(_ -> {
            requireSame(broadcast);
            deliveries.clear(broadcast.id());
            variantPeople.clear(broadcast.id());
            broadcasts.progress(broadcast.id(), new AudiencePlace(0, Map.of(), true), Map.of());
        });
    }

    private void read(
            StoredBroadcast broadcast,
            Connection connection,
            Compiled compiled,
            PreparePart part,
            SendMethod method,
            Patience patience) {
        var id = broadcast.id();
        var size = method == SendMethod.PUSH ? PUSH_PART : MULTICAST_PART;
        var place = broadcasts.place(id);
        try (var source = audiences.open(connection, broadcast.audience(), compiled.properties(), place, patience)) {
            while (patience.goesOn()) {
                var next = source.next(size);
                var isFull = store(broadcast, part, place, next);
                place = next.place();
                if (isFull || next.isLast()) {
                    transaction.executeWithoutResult(_ -> {
                        requireSame(broadcast);
                        deliveries.ready(id);
                    });
                    return;
                }
            }
        }
    }

    /**
     * Stores a part.
     *
     * @param place in front of it
     * @return whether it has all people that it may have
     * @throws DeliveryStateException when it goes on elsewhere by now: another node has prepared it meanwhile
     */
    private boolean store(StoredBroadcast broadcast, PreparePart part, AudiencePlace place, AudiencePart read) {
        var id = broadcast.id();
        var sorted = part.sorted(read.contacts());
        return Boolean.TRUE.equals(transaction.execute(_ -> {
            if (!requireSame(broadcast).place().equals(place)) {
                throw new DeliveryStateException(DeliveryState.PREPARING);
            }
            var leftOut = new EnumMap<LeftOut, Long>(LeftOut.class);
            leftOut.putAll(broadcasts
                    .find(id)
                    .orElseThrow(PrepareBroadcast::thrownAway)
                    .leftOut());
            sorted.leftOut().forEach((reason, people) -> leftOut.merge(reason, people, Long::sum));
            leftOut.merge(LeftOut.NOT_A_FRIEND, (long) read.gone(), Long::sum);
            var taken = taken(broadcast, sorted.people());
            leftOut.merge(LeftOut.DUPLICATE, (long) taken.duplicates(), Long::sum);
            var calls = part.calls(taken.people());
            deliveries.add(id, calls.atOnce());
            deliveries.hold(id, calls.held());
            // those of the remainder once it is decided which one they get
            variantPeople.add(
                    id,
                    taken.people().stream()
                            .flatMap(person -> person.variant().stream().boxed())
                            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting())));
            broadcasts.progress(id, read.place(), leftOut);
            return room(broadcast).orElse(1) == 0;
        }));
    }

    private record Taken(List<Person> people, int duplicates) {}

    /** Takes those who are not in it yet, until it has all that it may have. */
    private Taken taken(StoredBroadcast broadcast, List<Person> all) {
        var room = room(broadcast).orElse(Long.MAX_VALUE);
        var people = new ArrayList<Person>();
        var looked = 0;
        while (looked < all.size() && people.size() < room) {
            var some = all.subList(looked, (int) Math.min(all.size(), looked + (room - people.size())));
            var fresh = new HashSet<>(deliveries.take(
                    broadcast.id(), some.stream().map(Person::recipient).toList()));
            some.stream().filter(person -> fresh.remove(person.recipient())).forEach(people::add);
            looked += some.size();
        }
        return new Taken(people, looked - people.size());
    }

    private OptionalLong room(StoredBroadcast broadcast) {
        if (broadcast.peopleLimit().isEmpty()) {
            return OptionalLong.empty();
        }
        var there = deliveries
                .find(broadcast.id())
                .orElseThrow(PrepareBroadcast::thrownAway)
                .counts()
                .recipients();
        return OptionalLong.of(Math.max(0, broadcast.peopleLimit().getAsLong() - there));
    }
}
