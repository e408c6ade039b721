package musubi.tracking;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import musubi.connection.sending.Utm;

/**
 * The links of one message: which of them are counted, and the addresses that are sent in their place. An address depends on nothing but
 * the link and the person, so that a message that is rendered again is the same. Thread-safe.
 */
public final class MessageLinks {

    /**
     * A link as it is written in a message.
     *
     * @param url with its tokens
     * @param hasTokens whether it differs from person to person
     * @param title for previews, without tokens; may be empty
     */
    public record Written(int number, String url, boolean hasTokens, String title) {}

    /** Where a link leads: the same for all, or within a host. */
    private sealed interface Way {

        record Fixed(WebAddress target) implements Way {}

        record Personal(String host) implements Way {}
    }

    private final UUID id;
    private final int variant;
    private final Optional<Utm> utm;
    private final LinkTokens tokens;
    private final String base;
    private final List<Written> written;
    private final Map<Integer, Way> ways = new HashMap<>();
    private final UnaryOperator<Integer> numbers;

    MessageLinks(UUID id, int variant, List<Written> written, Optional<Utm> utm, LinkTokens tokens, String base) {
        this(id, variant, written, utm, tokens, base, UnaryOperator.identity());
    }

    private MessageLinks(
            UUID id,
            int variant,
            List<Written> written,
            Optional<Utm> utm,
            LinkTokens tokens,
            String base,
            UnaryOperator<Integer> numbers) {
        this.id = id;
        this.variant = variant;
        this.utm = utm;
        this.tokens = tokens;
        this.base = base;
        this.written = List.copyOf(written);
        this.numbers = numbers;
        for (var link : written) {
            if (variant <= LinkToken.MAX_VARIANT && link.number() <= LinkToken.MAX_NUMBER) {
                way(link).ifPresent(way -> ways.put(link.number(), way));
            }
        }
    }

    /**
     * The same whose addresses name links by other numbers; those without one are not counted.
     *
     * @param others by the number in the message
     */
    MessageLinks numbered(Map<Integer, Integer> others) {
        var counted = written.stream()
                .filter(link -> others.containsKey(link.number()))
                .toList();
        return new MessageLinks(id, variant, counted, utm, tokens, base, number -> others.getOrDefault(number, number));
    }

    private static Optional<Way> way(Written link) {
        return link.hasTokens()
                ? WebAddress.literalHost(link.url())
                        .filter(host -> !WebAddress.isOfLine(host))
                        .map(Way.Personal::new)
                : WebAddress.of(link.url()).filter(target -> !target.isOfLine()).map(Way.Fixed::new);
    }

    /** Whether none of them is counted. */
    public boolean isEmpty() {
        return ways.isEmpty();
    }

    /** Those that are counted. */
    public List<TrackedLink> tracked() {
        return written.stream()
                .flatMap(link -> Optional.ofNullable(ways.get(link.number()))
                        .map(way -> new TrackedLink(variant, link.number(), link.url(), fixedTarget(way), link.title()))
                        .stream())
                .toList();
    }

    private Optional<String> fixedTarget(Way way) {
        return switch (way) {
            case Way.Fixed fixed -> Optional.of(withUtm(fixed.target()).toString());
            case Way.Personal _ -> Optional.empty();
        };
    }

    private WebAddress withUtm(WebAddress target) {
        return utm.map(target::with).orElse(target);
    }

    /**
     * The address that all people get; the target itself where it is not counted.
     *
     * @param target as it is rendered
     */
    public String forAll(int number, String target) {
        return address(number, target, Optional.empty(), false);
    }

    /** The same for one person. */
    public String forPerson(int number, String target, ClickPerson person) {
        return address(number, target, Optional.of(person), false);
    }

    /** One that leads on and is not counted. */
    public String forTest(int number, String target) {
        return address(number, target, Optional.empty(), true);
    }

    private String address(int number, String target, Optional<ClickPerson> person, boolean test) {
        var way = ways.get(number);
        return way == null ? target : address(way, number, target, person, test);
    }

    private String address(Way way, int number, String target, Optional<ClickPerson> person, boolean test) {
        return switch (way) {
            case Way.Fixed fixed ->
                test
                        // what is tested may be written anew at any time, and is in no table
                        ? address(target, withUtm(fixed.target()), number, person, true)
                        : address(
                                        new LinkToken(
                                                id, variant, numbers.apply(number), person, Optional.empty(), false),
                                        fixed.target())
                                .orElse(target);
            case Way.Personal personal ->
                WebAddress.of(target)
                        .filter(rendered -> rendered.host().equals(personal.host()) && !rendered.isOfLine())
                        .map(rendered -> address(target, withUtm(rendered), number, person, test))
                        .orElse(target);
        };
    }

    /** With the target sealed inside; the target itself where that would be too long. */
    private String address(String written, WebAddress target, int number, Optional<ClickPerson> person, boolean test) {
        return address(
                        new LinkToken(id, variant, numbers.apply(number), person, Optional.of(target.toString()), test),
                        target)
                .orElse(written);
    }

    private Optional<String> address(LinkToken token, WebAddress target) {
        return tokens.seal(token).map(text -> base + text + target.carried());
    }
}
