package musubi.broadcast.prepare;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import musubi.broadcast.LeftOut;
import musubi.broadcast.Variant;
import musubi.broadcast.audience.SortContacts;
import musubi.broadcast.prepare.CompiledVariants.Compiled;
import musubi.content.ContactValues;
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

    /** Of each variant; empty where the delivery has it for all. */
    private static List<byte[]> sameForAll(Compiled compiled, BroadcastLinks.Counted links, SendMethod method) {
        return switch (method) {
            case PUSH -> List.of();
            case MULTICAST ->
                compiled.messages().size() == 1
                        ? List.of(new byte[0])
                        : IntStream.range(0, compiled.messages().size())
                                .mapToObj(variant -> json(
                                        compiled.messages().get(variant).render(Map.of(), links.forAll(variant)),
                                        messages -> links.finished(variant, messages)))
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

    /** A person who may get the message, and what they get; empty where it is the same for all. */
    record Person(Recipient recipient, int variant, byte[] messages) {

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
            people.add(new Person(recipient, variant, new byte[0]));
            return Optional.empty();
        }
        var addresses = links.forPerson(variant, recipient);
        return switch (compiled.messages().get(variant).render(values.of(contact.properties()), addresses)) {
            case Rendering.Ready ready -> {
                people.add(new Person(recipient, variant, json(links.finished(variant, ready.messages(), recipient))));
                yield Optional.empty();
            }
            case Rendering.ValueMissing _ -> Optional.of(LeftOut.MISSING_VALUE);
            case Rendering.TooLong _ -> Optional.of(LeftOut.TOO_LONG);
        };
    }

    /** The calls by which these people get it. */
    List<PreparedCall> calls(List<Person> people) {
        return switch (method) {
            case PUSH ->
                people.stream()
                        .map(person -> new PreparedCall(
                                List.of(person.recipient()), person.messages(), units.get(person.variant())))
                        .toList();
            case MULTICAST -> {
                var calls = new ArrayList<PreparedCall>();
                var byVariant = new HashMap<Integer, List<Recipient>>();
                for (var person : people) {
                    var some = byVariant.computeIfAbsent(person.variant(), _ -> new ArrayList<>());
                    some.add(person.recipient());
                    if (some.size() == LineMessages.MAX_RECIPIENTS) {
                        calls.add(sameForAll(person.variant(), some));
                        some.clear();
                    }
                }
                byVariant.forEach((variant, some) -> {
                    if (!some.isEmpty()) {
                        calls.add(sameForAll(variant, some));
                    }
                });
                yield calls;
            }
        };
    }

    private PreparedCall sameForAll(int variant, List<Recipient> people) {
        return new PreparedCall(people, sameForAll.get(variant), units.get(variant));
    }
}
