package musubi.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import musubi.message.tokens.PersonValues;
import musubi.message.tokens.TokenText;

/**
 * A text in which addresses stand, each of which is a {@link Link}. In the parsed text each has a place of two characters for
 * private use, of which values are cleaned.
 *
 * @param source with places in it, where nothing has to be rendered
 * @param text the same, parsed; empty where it holds no token
 */
record LinkedText(String source, Optional<TokenText> text, List<Link> links) {

    /** An address in a text ends at a blank, at what is not ASCII, or at a quotation mark; tokens may stand in it. */
    private static final Pattern ADDRESS =
            Pattern.compile("https?://(?:\\{\\{[^{}]*+}}|[!#-&(-;=?-_a-z|~]++)++", Pattern.CASE_INSENSITIVE);

    static final char PLACE = '\uE000';
    private static final Pattern TRAILING = Pattern.compile("[.,;:!?)\\]]+$");

    /** Takes the addresses of a text out. */
    static Optional<LinkedText> of(String field, String source, Links links, Problems problems) {
        var found = new ArrayList<Link>();
        var before = problems.size();
        var matcher = ADDRESS.matcher(source);
        var places = new StringBuilder();
        while (matcher.find()) {
            var address = matcher.group();
            var trailing = TRAILING.matcher(address);
            var rest = trailing.find() && !address.endsWith("}}") ? trailing.group() : "";
            links.add(field, address.substring(0, address.length() - rest.length()), "", problems)
                    .ifPresent(found::add);
            var place = "" + PLACE + (char) (PLACE + found.size());
            matcher.appendReplacement(places, Matcher.quoteReplacement(place + rest));
        }
        matcher.appendTail(places);
        var text = places.toString();
        var parsed = TokenText.isIn(text) ? problems.parse(field, text) : Optional.<TokenText>empty();
        return problems.size() == before ? Optional.of(new LinkedText(text, parsed, found)) : Optional.empty();
    }

    boolean isPersonal() {
        return text.isPresent() || links.stream().anyMatch(Link::isPersonal);
    }

    /** For one person. Addresses are those of this function, which gets the number of the link and its target. */
    String render(PersonValues person, BiFunction<Link, String, String> addresses) {
        var rendered = text.map(tokens -> tokens.render(person)).orElse(source);
        if (links.isEmpty()) {
            return rendered;
        }
        var whole = new StringBuilder();
        for (var i = 0; i < rendered.length(); i++) {
            var next = i + 1 < rendered.length() ? rendered.charAt(i + 1) - PLACE : 0;
            if (rendered.charAt(i) == PLACE && next >= 1 && next <= links.size()) {
                var link = links.get(next - 1);
                whole.append(addresses.apply(link, link.target(person)));
                i++;
            } else {
                whole.append(rendered.charAt(i));
            }
        }
        return whole.toString();
    }
}
