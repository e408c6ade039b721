package musubi.broadcast.prepare;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import musubi.broadcast.Tracking;
import musubi.broadcast.prepare.CompiledVariants.Compiled;
import musubi.connection.Connection;
import musubi.delivery.Recipient;
import musubi.message.CompiledMessage;
import musubi.message.CompiledMessage.Addresses;
import musubi.tracking.ClickPerson;
import musubi.tracking.MessageLinks;
import musubi.tracking.TrackedLink;
import musubi.tracking.TrackedLinks;
import org.springframework.stereotype.Component;

/** Which addresses stand in the messages of a broadcast: its own, counted ones, or those that were written. */
@Component
public final class BroadcastLinks {

    private final TrackedLinks links;

    BroadcastLinks(TrackedLinks links) {
        this.links = links;
    }

    /** Of a broadcast whose messages are these. */
    public Counted of(UUID id, Connection connection, Tracking tracking, Compiled compiled) {
        var counted = new ArrayList<MessageLinks>();
        for (var message : tracking == Tracking.OFF ? List.<CompiledMessage>of() : compiled.messages()) {
            var written = message.links().stream()
                    .map(link -> new MessageLinks.Written(link.number(), link.url(), link.hasTokens(), link.title()))
                    .toList();
            counted.add(links.of(
                    id, counted.size(), written, connection.options().sending().utm()));
        }
        return new Counted(id, connection.id(), tracking, counted, links);
    }

    /** The counted links of a broadcast. */
    public static final class Counted {

        private final UUID id;
        private final UUID connectionId;
        private final Tracking tracking;
        private final List<MessageLinks> variants;
        private final TrackedLinks links;

        private Counted(
                UUID id, UUID connectionId, Tracking tracking, List<MessageLinks> variants, TrackedLinks links) {
            this.id = id;
            this.connectionId = connectionId;
            this.tracking = tracking;
            this.variants = variants;
            this.links = links;
        }

        /** Whether there is one. */
        public boolean any() {
            return variants.stream().anyMatch(variant -> !variant.isEmpty());
        }

        /** Whether each person gets links of their own, and so a message of their own. */
        boolean isPersonal() {
            return tracking == Tracking.PERSON && any();
        }

        /** Keeps where they lead, before the first of them is sent. */
        void register() {
            List<TrackedLink> all = variants.stream()
                    .flatMap(variant -> variant.tracked().stream())
                    .toList();
            links.register(id, connectionId, all);
        }

        /** The addresses that all people get. */
        public Addresses forAll(int variant) {
            return variant < variants.size() ? variants.get(variant)::forAll : Addresses.TARGETS;
        }

        /** The addresses that one person gets. */
        public Addresses forPerson(int variant, Recipient person) {
            if (!isPersonal() || variant >= variants.size()) {
                return forAll(variant);
            }
            var clicking = new ClickPerson(person.contactId(), person.userId());
            return (number, target) -> variants.get(variant).forPerson(number, target, clicking);
        }

        /** Addresses that lead on, and are not counted. */
        public Addresses forTest(int variant) {
            return variant < variants.size() ? variants.get(variant)::forTest : Addresses.TARGETS;
        }
    }
}
