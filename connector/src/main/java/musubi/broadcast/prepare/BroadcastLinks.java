package musubi.broadcast.prepare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import musubi.broadcast.Tracking;
import musubi.broadcast.Variant;
import musubi.broadcast.prepare.CompiledVariants.Compiled;
import musubi.connection.Connection;
import musubi.delivery.Recipient;
import musubi.message.CompiledMessage;
import musubi.message.CompiledMessage.Addresses;
import musubi.message.Rendering;
import musubi.tracking.ClickPerson;
import musubi.tracking.MessageLinks;
import musubi.tracking.OpenImages;
import musubi.tracking.TrackedLink;
import musubi.tracking.TrackedLinks;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Which addresses stand in the messages of a broadcast: its own, counted ones, or those that were written. */
@Component
public final class BroadcastLinks {

    private final TrackedLinks links;
    private final OpenImages images;

    BroadcastLinks(TrackedLinks links, OpenImages images) {
        this.links = links;
        this.images = images;
    }

    /**
     * Of a broadcast whose messages are these.
     *
     * @param remainder whether links of the remainder are counted on their own
     */
    public Counted of(UUID id, Connection connection, Tracking tracking, Compiled compiled, boolean remainder) {
        var counted = new ArrayList<MessageLinks>();
        for (var message : counted(tracking, compiled, remainder)) {
            var written = message.links().stream()
                    .map(link -> new MessageLinks.Written(link.number(), link.url(), link.hasTokens(), link.title()))
                    .toList();
            counted.add(links.of(
                    id, counted.size(), written, connection.options().sending().utm()));
        }
        var estimated = connection.options().sending().estimateOpens()
                && tracking != Tracking.OFF
                && compiled.messages().stream().anyMatch(BroadcastLinks::hasPlace);
        return new Counted(
                id, connection.id(), tracking, counted, links, estimated ? Optional.of(images) : Optional.empty());
    }

    /** The same without a remainder. */
    public Counted of(UUID id, Connection connection, Tracking tracking, Compiled compiled) {
        return of(id, connection, tracking, compiled, false);
    }

    /** Those that the remainder may get stand behind those of the variants, as in {@link Variant#ofRemainder}. */
    private static List<CompiledMessage> counted(Tracking tracking, Compiled compiled, boolean remainder) {
        if (tracking == Tracking.OFF) {
            return List.of();
        }
        var all = new ArrayList<>(compiled.messages());
        if (remainder) {
            all.addAll(compiled.messages());
        }
        return all;
    }

    private static boolean hasPlace(CompiledMessage message) {
        return message.preview(Map.of()) instanceof Rendering.Ready ready && OpenImage.hasPlace(ready.messages());
    }

    /** The counted links of a broadcast. */
    public static final class Counted {

        private final UUID id;
        private final UUID connectionId;
        private final Tracking tracking;
        private final List<MessageLinks> variants;
        private final TrackedLinks links;
        private final Optional<OpenImages> images;

        private Counted(
                UUID id,
                UUID connectionId,
                Tracking tracking,
                List<MessageLinks> variants,
                TrackedLinks links,
                Optional<OpenImages> images) {
            this.id = id;
            this.connectionId = connectionId;
            this.tracking = tracking;
            this.variants = variants;
            this.links = links;
            this.images = images;
        }

        /** Whether there is one, or an image of ours. */
        public boolean any() {
            return images.isPresent() || hasLinks();
        }

        /** Whether there is a link that is counted. */
        public boolean hasLinks() {
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
            images.ifPresent(known -> known.register(id, connectionId, variants.size()));
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

        /** Messages as all people get them, with the image by which opens are estimated. */
        List<JsonNode> finished(int variant, List<? extends JsonNode> messages) {
            return images.map(known -> OpenImage.in(messages, known.address(id, variant, Optional.empty())))
                    .orElseGet(() -> List.copyOf(messages));
        }

        /** The same for one person. */
        List<JsonNode> finished(int variant, List<? extends JsonNode> messages, Recipient person) {
            return !isPersonal()
                    ? finished(variant, messages)
                    : images.map(known -> OpenImage.in(
                                    messages,
                                    known.address(
                                            id,
                                            variant,
                                            Optional.of(new ClickPerson(person.contactId(), person.userId())))))
                            .orElseGet(() -> List.copyOf(messages));
        }

        /** Addresses that lead on, and are not counted. */
        public Addresses forTest(int variant) {
            return variant < variants.size() ? variants.get(variant)::forTest : Addresses.TARGETS;
        }
    }
}
