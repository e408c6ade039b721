package musubi.user.security;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names browser and operating system by the user agent, so that people recognize their own sessions. */
public final class Device {

    /** The first match counts, since some user agents also name other browsers. */
    private static final Map<String, String> BROWSERS = ordered(
            "Edg",
            "Edge",
            "OPR/",
            "Opera",
            "Firefox/",
            "Firefox",
            "FxiOS/",
            "Firefox",
            "CriOS/",
            "Chrome",
            "Chrome/",
            "Chrome",
            "Safari/",
            "Safari");

    private static final Map<String, String> SYSTEMS = ordered(
            "iPhone",
            "iPhone",
            "iPad",
            "iPad",
            "Android",
            "Android",
            "Windows",
            "Windows",
            "CrOS",
            "ChromeOS",
            "Mac OS X",
            "macOS",
            "Linux",
            "Linux");

    private Device() {}

    /** Such as {@code Firefox, Windows}; empty when neither is known. */
    public static String of(String userAgent) {
        return Stream.of(BROWSERS, SYSTEMS)
                .flatMap(names -> names.entrySet().stream()
                        .filter(name -> userAgent.contains(name.getKey()))
                        .map(Map.Entry::getValue)
                        .limit(1))
                .collect(Collectors.joining(", "));
    }

    private static Map<String, String> ordered(String... pairs) {
        var map = new LinkedHashMap<String, String>();
        for (var at = 0; at < pairs.length; at += 2) {
            map.put(pairs[at], pairs[at + 1]);
        }
        return map;
    }
}
