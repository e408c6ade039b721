package musubi.message;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import musubi.message.Message.WhenValueMissing;
import musubi.message.MessageProblem.Code;
import musubi.message.tokens.TokenText;
import tools.jackson.databind.node.ObjectNode;

/** A message that keeps LINE's limits, ready to be rendered for one person after another, by many threads. */
public final class CompiledMessage {

    /** Of pictures with areas, in pixels; LINE's own base. */
    public static final int WIDTH = 1_040;

    private static final int MAX_BUBBLES = 5;
    private static final int MAX_QUICK_REPLIES = 13;

    private final List<Part> bubbles;
    private final List<Part> quickReplies;
    private final Optional<Part> sender;
    private final WhenValueMissing whenValueMissing;
    private final List<Link> links;

    private CompiledMessage(
            List<Part> bubbles,
            List<Part> quickReplies,
            Optional<Part> sender,
            WhenValueMissing whenValueMissing,
            List<Link> links) {
        this.bubbles = bubbles;
        this.quickReplies = quickReplies;
        this.sender = sender;
        this.whenValueMissing = whenValueMissing;
        this.links = links;
    }

    /**
     * What comes of a check.
     *
     * @param message empty where something is wrong
     * @param problems all of them, warnings too
     */
    public record Compilation(Optional<CompiledMessage> message, List<MessageProblem> problems) {}

    /**
     * An address in a message that is tapped.
     *
     * @param url as it was written
     * @param hasTokens whether it differs from person to person
     * @param title what its button is called; may be empty
     */
    public record NumberedLink(int number, String url, boolean hasTokens, String title) {}

    /** The address that is sent in place of a link's target. */
    @FunctionalInterface
    public interface Addresses {

        /** Links lead to their targets. */
        Addresses TARGETS = (_, target) -> target;

        /**
         * The address that is sent.
         *
         * @param number of the link
         * @param target of this person
         */
        String of(int number, String target);
    }

    /** Checks a message and makes it ready. */
    public static Compilation compile(Message message, MessageContext context) {
        var problems = new Problems();
        var links = new Links();
        var parts = new PartBuilder(context, problems, links);
        var compiler = new BubbleCompiler(parts);
        parts.number("bubbles", 1, MAX_BUBBLES, message.bubbles().size());
        parts.number(
                "quickReplies", 0, MAX_QUICK_REPLIES, message.quickReplies().size());
        var bubbles = IntStream.range(0, message.bubbles().size())
                .mapToObj(i ->
                        compiler.compile("bubbles[" + i + "]", message.bubbles().get(i)))
                .toList();
        var quickReplies = IntStream.range(0, message.quickReplies().size())
                .mapToObj(i -> compiler.quickReply(
                        "quickReplies[" + i + "]", message.quickReplies().get(i)))
                .toList();
        var sender = message.sender().map(compiler::sender);
        var compiled = new CompiledMessage(bubbles, quickReplies, sender, message.whenValueMissing(), links.all());
        compiled.checkProperties(context, problems);
        return new Compilation(problems.isWrong() ? Optional.empty() : Optional.of(compiled), problems.all());
    }

    private void checkProperties(MessageContext context, Problems problems) {
        var warned = new LinkedHashSet<String>();
        texts((field, text) -> {
            context.properties()
                    .ifPresent(known -> text.properties().stream()
                            .filter(property -> !known.contains(property))
                            .forEach(property -> problems.add(field, Code.NO_SUCH_PROPERTY, property)));
            text.required().stream()
                    .filter(warned::add)
                    .forEach(property -> problems.add(field, Code.NO_DEFAULT, property));
        });
    }

    private interface EachText {
        void is(String field, TokenText text);
    }

    private void texts(EachText each) {
        bubbles.forEach(part -> texts(part, each));
        quickReplies.forEach(part -> texts(part, each));
        sender.ifPresent(part -> texts(part, each));
    }

    private static void texts(Part part, EachText each) {
        switch (part) {
            case Part.Fixed _ -> {}
            case Part.Words words -> {
                words.text().text().ifPresent(text -> each.is(words.field(), text));
                words.text().links().forEach(link -> link.text().ifPresent(text -> each.is(words.field(), text)));
            }
            case Part.TextBubble text -> texts(text.words(), each);
            case Part.Address address -> address.link().text().ifPresent(text -> each.is(address.field(), text));
            case Part.Fields fields -> fields.parts().values().forEach(inner -> texts(inner, each));
            case Part.Items items -> items.parts().forEach(inner -> texts(inner, each));
        }
    }

    /** The properties of a contact that it needs, by internal name. */
    public Set<String> properties() {
        var properties = new LinkedHashSet<String>();
        texts((_, text) -> properties.addAll(text.properties()));
        return properties;
    }

    /** Whether it differs from person to person by their values. One that does not may go to 500 people in a call. */
    public boolean isPersonal() {
        return bubbles.stream().anyMatch(Part::isPersonal)
                || quickReplies.stream().anyMatch(Part::isPersonal)
                || sender.filter(Part::isPersonal).isPresent();
    }

    /** In the order of the message; each as it was written, with its tokens. */
    public List<NumberedLink> links() {
        return links.stream()
                .map(link -> new NumberedLink(link.number(), link.source(), link.isPersonal(), link.title()))
                .toList();
    }

    /**
     * For one person.
     *
     * @param values by property, as {@link #properties} asks for, without those that are empty
     */
    public Rendering render(Map<String, PropertyValue> values, Addresses addresses) {
        return render(values, addresses, whenValueMissing);
    }

    /** What a person would see, also where they are skipped: what is missing is left out. Links lead to their targets. */
    public Rendering preview(Map<String, PropertyValue> values) {
        return render(values, Addresses.TARGETS, WhenValueMissing.EMPTY);
    }

    /**
     * A field that is longer than LINE takes once links have other addresses, whoever it is for. What is too long by somebody's values is
     * found when it is rendered.
     */
    public Optional<String> tooLong(Addresses addresses) {
        return Stream.concat(bubbles.stream(), quickReplies.stream())
                .map(part -> tooLong(part, addresses))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Each part by itself: one whose values are missing says nothing about those after it. */
    private static Optional<String> tooLong(Part part, Addresses addresses) {
        try {
            var ignored = new PersonRenderer(Map.of(), addresses).json(part);
            return Optional.empty();
        } catch (NotForThisPerson e) {
            return e.rendering() instanceof Rendering.TooLong tooLong ? Optional.of(tooLong.field()) : Optional.empty();
        }
    }

    private Rendering render(Map<String, PropertyValue> values, Addresses addresses, WhenValueMissing whenMissing) {
        var person = new PersonRenderer(values, addresses);
        var messages = new ArrayList<ObjectNode>();
        try {
            for (var bubble : bubbles) {
                person.message(bubble).ifPresent(messages::add);
            }
            if (messages.isEmpty()) {
                return new Rendering.ValueMissing(person.missing());
            }
            if (!quickReplies.isEmpty()) {
                messages.getLast().putObject("quickReply").set("items", person.json(new Part.Items(quickReplies)));
            }
            if (sender.isPresent()) {
                var shown = person.json(sender.get());
                messages.forEach(message -> message.set("sender", shown));
            }
        } catch (NotForThisPerson e) {
            return e.rendering();
        }
        return whenMissing == WhenValueMissing.SKIP_PERSON && !person.missing().isEmpty()
                ? new Rendering.ValueMissing(person.missing())
                : new Rendering.Ready(List.copyOf(messages), person.missing());
    }
}
