package musubi.broadcast.prepare;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import musubi.broadcast.LeftOut;
import musubi.broadcast.Variant;
import musubi.broadcast.audience.SortContacts;
import musubi.broadcast.prepare.CompiledVariants.Compiled;
import musubi.content.ContactValues;
import musubi.delivery.HeldCall;
import musubi.delivery.PreparedCall;
import musubi.delivery.Recipient;
import musubi.delivery.SendMethod;
import musubi.hubspot.ContactRecord;
import musubi.line.LineMessages;
import musubi.message.Rendering;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes calls of contacts: who is left out, which variant, and what each person gets. */
final class PreparePart {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final UUID broadcastId;
    private final List<Variant> variants;
    private final Compiled compiled;
    private final BroadcastLinks.Counted links;
    private final SendMethod method;
    private final SortContacts sort;
    private final ContactValues values;
    private final PersonsVariant personsVariant;
    private final List<String> units;
    private final List<byte[]> sameForAll;

    /** @param units of each variant the name under which LINE counts it; empty: none */
    PreparePart(
            UUID broadcastId,
            List<Variant> variants,
            Compiled compiled,
            BroadcastLinks.Counted links,
            SendMethod method,
            SortContacts sort,
            ContactValues values,
            PersonsVariant personsVariant,
            List<String> units) {
        this.broadcastId = broadcastId;
        this.variants = variants;
        this.compiled = compiled;
        this.links = links;
        this.method = method;
        this.sort = sort;
        this.values = values;
        this.personsVariant = personsVariant;
        this.units = units;
        this.sameForAll = sameForAll(compiled, links, method);
    }

    /** Of each variant, and then as the remainder gets it; empty where the delivery has it for all. */
    private static List<byte[]> sameForAll(Compiled compiled, BroadcastLinks.Counted links, SendMethod method) {
        var variants = compiled.messages().size();
        return switch (method) {
            case PUSH -> List.of();
            case MULTICAST ->
                variants == 1
                        ? List.of(new byte[0])
                        : IntStream.range(0, 2 * variants)
                                .mapToObj(index -> json(
                                        compiled.messages()
                                                .get(index % variants)
                                                .render(Map.of(), links.forAll(index)),
                                        messages -> links.finished(index, messages)))
                                .toList();
        };
    }

    private static byte[] json(Rendering rendering, UnaryOperator<List<JsonNode>> finish) {
        return switch (rendering) {
            case Rendering.Ready ready -> json(finish.apply(ready.messages()));
            case Rendering.ValueMissing _, Rendering.TooLong _ ->
                throw new IllegalStateException("a message that is the same for all cannot be rendered");
        };
    }

    private static byte[] json(List<JsonNode> messages) {
        return JSON.writeValueAsString(messages).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * A person who may get the message, and what they get.
     *
     * @param variant index of it; empty: one of the remainder
     * @param messages what it says; of the remainder for each variant; none where it is the same for all
     */
    record Person(Recipient recipient, OptionalInt variant, List<byte[]> messages) {

        @Override
        public String toString() {
            return "Person";
        }
    }

    /** @param leftOut only reasons that there are */
    record Sorted(List<Person> people, Map<LeftOut, Long> leftOut) {

        @Override
        public String toString() {
            return "Sorted[%d people]".formatted(people.size());
        }
    }

    Sorted sorted(List<ContactRecord> contacts) {
        var people = new ArrayList<Person>(contacts.size());
        var leftOut = new EnumMap<LeftOut, Long>(LeftOut.class);
        for (var contact : contacts) {
            sort.leftOut(contact)
                    .or(() -> add(contact, people))
                    .ifPresent(reason -> leftOut.merge(reason, 1L, Long::sum));
        }
        return new Sorted(people, leftOut);
    }

    private Optional<LeftOut> add(ContactRecord contact, List<Person> people) {
        var variant = personsVariant.of(broadcastId, contact.id(), variants);
        var recipient = new Recipient(Long.parseLong(contact.id()), sort.userId(contact));
        if (method == SendMethod.MULTICAST) {
            people.add(new Person(recipient, variant, List.of()));
            return Optional.empty();
        }
        var contactValues = values.of(contact.properties());
        var indexes = variant.isPresent() ? IntStream.of(variant.getAsInt()) : remainder();
        var messages = new ArrayList<byte[]>();
        for (var index : indexes.toArray()) {
            var message = compiled.messages().get(index % variants.size());
            switch (message.render(contactValues, links.forPerson(index, recipient))) {
                case Rendering.Ready ready -> messages.add(json(links.finished(index, ready.messages(), recipient)));
                // of the remainder, also where it is not the variant that is the best in the end
                case Rendering.ValueMissing _ -> {
                    return Optional.of(LeftOut.MISSING_VALUE);
                }
                case Rendering.TooLong _ -> {
                    return Optional.of(LeftOut.TOO_LONG);
                }
            }
        }
        people.add(new Person(recipient, variant, messages));
        return Optional.empty();
    }

    /** The indexes by which what the remainder may get is counted. */
    private IntStream remainder() {
        return IntStream.range(0, variants.size()).map(variant -> Variant.ofRemainder(variant, variants.size()));
    }

    /**
     * The calls by which people get it.
     *
     * @param held those of the remainder: what they say for each variant
     */
    record Calls(List<PreparedCall> atOnce, List<HeldCall> held) {}

    /** Those of these people. */
    Calls calls(List<Person> people) {
        var calls = new Calls(new ArrayList<>(), new ArrayList<>());
        switch (method) {
            case PUSH -> people.forEach(person -> add(calls, person.variant(), List.of(person)));
            case MULTICAST -> {
                var byVariant = new HashMap<OptionalInt, List<Person>>();
                for (var person : people) {
                    var some = byVariant.computeIfAbsent(person.variant(), _ -> new ArrayList<>());
                    some.add(person);
                    if (some.size() == LineMessages.MAX_RECIPIENTS) {
                        add(calls, person.variant(), some);
                        some.clear();
                    }
                }
                byVariant.forEach((variant, some) -> {
                    if (!some.isEmpty()) {
                        add(calls, variant, some);
                    }
                });
            }
        }
        return calls;
    }

    /** To people who get the same, in one call. */
    private void add(Calls calls, OptionalInt variant, List<Person> people) {
        var messages = people.getFirst().messages();
        var to = people.stream().map(Person::recipient).toList();
        if (variant.isPresent()) {
            var index = variant.getAsInt();
            var says = method == SendMethod.PUSH ? messages.getFirst() : sameForAll.get(index);
            calls.atOnce().add(new PreparedCall(to, says, units.get(index)));
        } else {
            calls.held()
                    .add(new HeldCall(IntStream.range(0, variants.size())
                            .mapToObj(index -> new PreparedCall(
                                    to,
                                    method == SendMethod.PUSH
                                            ? messages.get(index)
                                            : sameForAll.get(Variant.ofRemainder(index, variants.size())),
                                    units.get(index)))
                            .toList()));
        }
    }
}
