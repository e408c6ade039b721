package musubi.console.broadcasts.compose;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import musubi.broadcast.winner.WinnerRule;
import musubi.message.RichTemplate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What is being written, and what the page shows of it. Of one request. */
final class ComposeForm {

    private static final List<Duration> WINNER_TIMES = List.of(
            Duration.ofMinutes(15),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(2),
            Duration.ofHours(4),
            Duration.ofHours(8),
            Duration.ofHours(12),
            Duration.ofHours(24),
            Duration.ofHours(48),
            Duration.ofHours(72));

    private final ObjectNode tree;
    private final AudienceForm audience;
    private final List<Trouble> troubles = new ArrayList<>();
    private String place = "";
    private String choosing = "";
    private int person;

    ComposeForm(ObjectNode tree, AudienceForm audience) {
        this.tree = tree;
        this.audience = audience;
        MessageForm.complete(tree);
        Variants.complete(tree);
    }

    /** Nothing yet but the place for a first text. */
    static ComposeForm empty() {
        return of(Map.of("bubbles[0].type", new String[] {"text"}));
    }

    /** Of what a browser sends. */
    static ComposeForm of(Map<String, String[]> sent) {
        var form = new ComposeForm(FormTree.of(sent), AudienceForm.of(sent));
        form.person = number(sent.get("person"), 1);
        return form;
    }

    static int number(String @Nullable [] sent, int otherwise) {
        return sent != null && sent.length > 0 && sent[0].matches("\\d{1,4}") ? Integer.parseInt(sent[0]) : otherwise;
    }

    /** Does what a button says. */
    void act(FormAct act) {
        place = act.apply(tree);
        if (act.what().equals("choose")) {
            choosing = act.argument();
        }
        MessageForm.complete(tree);
    }

    /** The same for another audience. */
    ComposeForm with(AudienceForm other) {
        var form = new ComposeForm(tree, other);
        form.person = person;
        return form;
    }

    /** Whether a video is being chosen, and not a picture. */
    public boolean choosesVideo() {
        return isVideo(choosing);
    }

    private boolean isVideo(String field) {
        return field.endsWith("].mediaId")
                && value(field.substring(0, field.lastIndexOf('.')) + ".type").equals("video");
    }

    /** Whether what is chosen in that field is a picture that the page can show. */
    public boolean showsPicture(String field) {
        return value(field).matches("[0-9a-f-]{36}") && !isVideo(field);
    }

    ObjectNode tree() {
        return tree;
    }

    /** Takes the message of another one. */
    void use(ObjectNode message) {
        tree.remove(MessageForm.FIELDS);
        MessageForm.FIELDS.stream().filter(message::has).forEach(name -> tree.set(name, message.get(name)));
        MessageForm.complete(tree);
    }

    /**
     * A variant on the page.
     *
     * @param place of it in the form
     * @param shown whether its message is the one in the form
     */
    record VariantView(String place, String name, String percent, boolean shown) {}

    /** The variants; none where there is one message for all. */
    public List<VariantView> variants() {
        var variants = Variants.of(tree);
        return IntStream.range(0, variants.size())
                .mapToObj(i -> new VariantView(
                        "variants[%d]".formatted(i),
                        variants.get(i).path("name").asString(""),
                        variants.get(i).path("percent").asString(""),
                        i == Variants.shown(tree)))
                .toList();
    }

    /** The name of the variant whose message is in the form; empty where there is one message for all. */
    public String variant() {
        return variants().stream()
                .filter(VariantView::shown)
                .map(VariantView::name)
                .findFirst()
                .orElse("");
    }

    /** All shares together, in percent. */
    public int percents() {
        return Variants.sum(tree);
    }

    /** Whether the shares are what they have to be together. */
    public boolean sharesRight() {
        return Variants.shareRight(tree);
    }

    /** Who chooses what the remainder gets: a {@link WinnerRule.By}; {@code ALL}: nobody is left. */
    public String winner() {
        return Variants.winner(tree).map(winner -> winner.by().name()).orElse("ALL");
    }

    /** After which times the clicks can decide; the one that was entered is among them. */
    public Set<Duration> times() {
        var times = new TreeSet<>(WINNER_TIMES);
        Variants.winner(tree)
                .flatMap(WinnerRule::after)
                .filter(Duration::isPositive)
                .ifPresent(times::add);
        return times;
    }

    /** After which of them they do. */
    public Duration after() {
        return Variants.winner(tree)
                .flatMap(WinnerRule::after)
                .filter(Duration::isPositive)
                .orElse(Duration.ofHours(4));
    }

    /** The name of the variant in which something is wrong; empty where it is in none, or there are none. */
    public String variantOf(Trouble trouble) {
        return trouble.variant() < 0 ? "" : variants().get(trouble.variant()).name();
    }

    /** The id of what leads to where it is mended. */
    public String placeOf(Trouble trouble) {
        if (trouble.variant() >= 0 && trouble.variant() != Variants.shown(tree)) {
            return id("variants[%d]".formatted(trouble.variant()));
        }
        return trouble.field().isEmpty() ? "message" : id(trouble.field());
    }

    /** Shows the first variant with something to mend, unless the one that is shown has. */
    void showWrong() {
        var wrong = troubles.stream()
                .filter(trouble -> !trouble.warning() && trouble.variant() >= 0)
                .map(Trouble::variant)
                .toList();
        if (!wrong.isEmpty() && !wrong.contains(Variants.shown(tree))) {
            Variants.show(tree, wrong.getFirst());
            MessageForm.complete(tree);
        }
    }

    /** The message as it is stored. */
    MessageForm.Written written() {
        return MessageForm.content(tree);
    }

    void add(Trouble trouble) {
        troubles.add(trouble);
    }

    /** All that is wrong, and warnings. */
    public List<Trouble> troubles() {
        return troubles;
    }

    /** Whether something has to be mended. */
    public boolean isWrong() {
        return troubles.stream().anyMatch(trouble -> !trouble.warning());
    }

    /** What is wrong with a field. */
    public List<Trouble> wrong(String field) {
        return troubles.stream()
                .filter(trouble -> !trouble.warning() && trouble.field().equals(field))
                .filter(trouble -> trouble.variant() < 0 || trouble.variant() == Variants.shown(tree))
                .toList();
    }

    public AudienceForm audience() {
        return audience;
    }

    /** What was entered in a field; empty where nothing was. */
    public String value(String field) {
        return FormTree.at(tree, field).asString("");
    }

    public boolean has(String field) {
        return !FormTree.at(tree, field).isMissingNode();
    }

    /** The places of the things in a list. */
    public List<String> each(String list) {
        return IntStream.range(0, FormTree.at(tree, list).size())
                .mapToObj(i -> "%s[%d]".formatted(list, i))
                .toList();
    }

    /** The id of a field in the page. */
    public String id(String field) {
        return "f-" + field.replaceAll("[^a-zA-Z0-9]+", "-");
    }

    /** Whether the person goes on there. */
    public boolean goesOnAt(String field) {
        return field.equals(place);
    }

    /** The field for which a picture or video is being chosen; empty: none. */
    public String choosing() {
        return choosing;
    }

    /** Which person of the first list the preview is for, from 1; 0: nobody. */
    public int person() {
        return person;
    }

    void person(int number) {
        person = number;
    }

    /** How pictures are divided. */
    public List<String> templates() {
        return Stream.concat(Arrays.stream(RichTemplate.values()).map(Enum::name), Stream.of(FreeAreas.FREE))
                .toList();
    }
}
