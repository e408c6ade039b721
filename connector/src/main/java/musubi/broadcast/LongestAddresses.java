package musubi.broadcast;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import musubi.message.CompiledMessage;
import musubi.message.CompiledMessage.Addresses;
import musubi.message.CompiledMessage.NumberedLink;

/**
 * The longest that the links of a message can become when taps on them are counted: an address of ours with a token, or the target itself
 * where that is longer or is sent as it is.
 *
 * @param base of our addresses, as {@code https://musubi.example.com}
 * @param sources of the links, by their numbers
 */
record LongestAddresses(String base, Map<Integer, String> sources) implements Addresses {

    private static final String PATH = "/t/";

    /** Of a link that is the same for all; what it leads to stands in the database. */
    private static final int MAX_TOKEN = 80;

    /** Of a link with values of a person in it, which are in the token. A longer one is sent as it is. */
    private static final int MAX_PERSONAL_TOKEN = 600;

    /** What LINE wants in the address that is tapped is repeated in ours. */
    private static final Pattern FOR_LINE = Pattern.compile("open(?:ExternalBrowser|InAppBrowser)=[^&#]*");

    /** LINE's own addresses, which open something in the app, and what is no web page. */
    private static final Pattern AS_IT_IS =
            Pattern.compile("(?i)(?!https?://).*|https?://(?:line\\.me|liff\\.line\\.me|lin\\.ee)(?:[:/?#].*)?");

    static LongestAddresses of(String base, CompiledMessage message) {
        return new LongestAddresses(
                base, message.links().stream().collect(Collectors.toMap(NumberedLink::number, NumberedLink::url)));
    }

    @Override
    public String of(int number, String target) {
        if (AS_IT_IS.matcher(target).matches()) {
            return target;
        }
        var isPersonal = sources.getOrDefault(number, "").contains("{");
        var forLine = FOR_LINE.matcher(target)
                .results()
                .mapToInt(found -> found.group().length() + 1)
                .sum();
        var length = (isPersonal ? MAX_PERSONAL_TOKEN : MAX_TOKEN) + forLine;
        var tracked = base + PATH + "x".repeat(length);
        return tracked.length() > target.length() ? tracked : target;
    }
}
