package musubi.console.guides;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;
import musubi.user.Language;

/** A file of {@code docs/}: the English ones lie there, the Japanese ones in {@code ja/}. */
record GuideFile(String name, Language language) {

    private static final Pattern GUIDE = Pattern.compile("/docs/(ja/)?([a-z-]+)\\.md");
    private static final Pattern DRAWING = Pattern.compile("/docs/images/([a-z-]+\\.svg)");
    private static final Pattern README = Pattern.compile("/README(?:\\.ja)?\\.md");

    /** Below {@code docs/}. */
    String path() {
        return switch (language) {
            case JA -> "ja/" + name + ".md";
            case EN -> name + ".md";
        };
    }

    /**
     * Where a link of this guide leads as a page of the console, relative to this guide's own address; empty if it leads to
     * a file that the console does not show.
     *
     * @param destination as the file has it
     */
    Optional<String> address(String destination) {
        if (destination.startsWith("#") || destination.startsWith("https://")) {
            return Optional.of(destination);
        }
        var target = URI.create("/docs/" + path()).resolve(destination);
        if (target.isOpaque()) {
            return Optional.empty();
        }
        if (README.matcher(target.getPath()).matches()) {
            return Optional.of("../guides");
        }
        var guide = GUIDE.matcher(target.getPath());
        if (!guide.matches()) {
            return Optional.empty();
        }
        var english = guide.group(1) == null;
        // a Japanese guide leads to an English one where there is more to read than in Japanese
        var otherLanguage = english && language == Language.JA ? "?in=en" : "";
        return Optional.of("./" + guide.group(2) + otherLanguage
                + Optional.ofNullable(target.getFragment()).map("#"::concat).orElse(""));
    }

    /** Where a drawing of {@code docs/images/} is as a file of the console, relative as above; empty if it is none: other pictures are for readers of the files. */
    Optional<String> drawing(String destination) {
        var drawing = DRAWING.matcher(
                URI.create("/docs/" + path()).resolve(destination).getPath());
        return drawing.matches() ? Optional.of("../assets/guides/" + drawing.group(1)) : Optional.empty();
    }
}
