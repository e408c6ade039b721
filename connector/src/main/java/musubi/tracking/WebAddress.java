package musubi.tracking;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import musubi.connection.sending.Utm;

/**
 * The address of a web page in ASCII, as it stands in a header: what is not is percent-encoded, a host in Punycode.
 *
 * @param scheme {@code http} or {@code https}
 * @param authority host and port
 * @param path empty, or with a slash at its beginning
 * @param query without its question mark; empty where there is none
 * @param fragment with its number sign; may be empty
 */
record WebAddress(String scheme, String authority, String path, Optional<String> query, String fragment) {

    private static final Pattern PARTS =
            Pattern.compile("(https?)://([^/?#]+)([^?#]*)(?:\\?([^#]*))?(#.*)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern HOST = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(:\\d{1,5})?");
    private static final Pattern TOKEN = Pattern.compile("\\{\\{|\\{%|\\{#");

    /** LINE opens these itself, in ways of its own. */
    private static final Set<String> OF_LINE = Set.of("line.me", "liff.line.me", "lin.ee");

    /** That choose in which browser LINE opens an address. */
    private static final Set<String> CARRIED =
            Set.of("openExternalBrowser=1", "openInAppBrowser=1", "openInAppBrowser=0");

    /** Of a text; empty where it is no address of a web page, or none that can be sent to a browser. */
    static Optional<WebAddress> of(String text) {
        var parts = PARTS.matcher(text.strip());
        if (!parts.matches() || text.chars().anyMatch(Character::isISOControl)) {
            return Optional.empty();
        }
        return authority(parts.group(2))
                .map(authority -> new WebAddress(
                        parts.group(1).toLowerCase(Locale.ROOT),
                        authority,
                        ascii(parts.group(3)),
                        Optional.ofNullable(parts.group(4)).map(WebAddress::ascii),
                        parts.group(5) == null ? "" : ascii(parts.group(5))));
    }

    /**
     * The host of an address with tokens.
     *
     * @return empty where it is no address of a web page, or a token stands in its scheme or host
     */
    static Optional<String> literalHost(String source) {
        var parts = PARTS.matcher(source.strip());
        return parts.lookingAt() && !TOKEN.matcher(parts.group(2)).find()
                ? authority(parts.group(2)).map(WebAddress::host)
                : Optional.empty();
    }

    private static Optional<String> authority(String given) {
        try {
            var colon = given.startsWith("[") ? -1 : given.lastIndexOf(':');
            var host = colon < 0 ? given : given.substring(0, colon);
            var ascii = host.startsWith("[") ? host : IDN.toASCII(host, IDN.ALLOW_UNASSIGNED);
            var whole = (ascii + (colon < 0 ? "" : given.substring(colon))).toLowerCase(Locale.ROOT);
            return Optional.of(whole).filter(text -> HOST.matcher(text).matches());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String ascii(String part) {
        var all = new StringBuilder(part.length());
        for (var unit : part.getBytes(StandardCharsets.UTF_8)) {
            if (unit > ' ' && unit < 0x7F && "\"<>\\^`{|}".indexOf(unit) < 0) {
                all.append((char) unit);
            } else {
                all.append("%%%02X".formatted(unit));
            }
        }
        return all.toString();
    }

    private static String host(String authority) {
        return authority.replaceFirst(":\\d{1,5}$", "");
    }

    /** Without the port. */
    String host() {
        return host(authority);
    }

    /** Whether it is one that LINE opens itself. */
    boolean isOfLine() {
        return isOfLine(host());
    }

    static boolean isOfLine(String host) {
        return OF_LINE.contains(host);
    }

    /** What of its query decides in which browser LINE opens it, as a query of its own; empty where nothing does. */
    String carried() {
        var all = query.stream()
                .flatMap(text -> Arrays.stream(text.split("&", -1)))
                .filter(CARRIED::contains)
                .distinct()
                .toList();
        return all.isEmpty() ? "" : "?" + String.join("&", all);
    }

    /** With these parameters, but for those that are there. */
    WebAddress with(Utm utm) {
        var all = new StringBuilder(query.orElse(""));
        utm.parameters().forEach((name, value) -> {
            if (!hasParameter(name)) {
                all.append(all.isEmpty() || all.toString().endsWith("&") ? "" : "&")
                        .append(name)
                        .append('=')
                        .append(value);
            }
        });
        return new WebAddress(
                scheme,
                authority,
                path,
                Optional.of(all.toString()).filter(text -> !text.isEmpty()).or(() -> query),
                fragment);
    }

    private boolean hasParameter(String name) {
        return query.stream()
                .flatMap(text -> Arrays.stream(text.split("&", -1)))
                .anyMatch(parameter -> parameter.equals(name) || parameter.startsWith(name + "="));
    }

    /** The whole of it. */
    @Override
    public String toString() {
        return scheme + "://" + authority + path + query.map(text -> "?" + text).orElse("") + fragment;
    }
}
