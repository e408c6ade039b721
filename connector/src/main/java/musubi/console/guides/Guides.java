package musubi.console.guides;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import musubi.user.Language;
import org.springframework.stereotype.Component;

/** The guides of {@code docs/}, which the build puts beside the classes. Each is read and rendered once. */
@Component
class Guides {

    /** In the order in which they are of use. Nothing else is ever looked for, so that a name cannot lead out of the directory. */
    private static final List<String> NAMES = List.of(
            "connect",
            "import",
            "link",
            "send-a-message",
            "measure",
            "scenarios",
            "workflow-actions",
            "failures",
            "operate",
            "settings",
            "deploy",
            "runbook",
            "hubspot-app",
            "from-little-help-connect",
            "easy-to-get-wrong",
            "performance",
            "reliability",
            "architecture",
            "threat-model");

    private final Map<GuideFile, Optional<Guide>> rendered = new ConcurrentHashMap<>();

    /** In that language, or in the other one if it is only there in that; empty if there is no guide of that name. */
    Optional<Guide> find(String name, Language language) {
        return NAMES.contains(name)
                ? Stream.concat(Stream.of(language), Stream.of(Language.values()))
                        .map(each -> new GuideFile(name, each))
                        .flatMap(file -> guide(file).stream())
                        .findFirst()
                : Optional.empty();
    }

    /** Each as {@link #find} finds it, in the order in which they are of use. */
    List<Guide> all(Language language) {
        return NAMES.stream().flatMap(name -> find(name, language).stream()).toList();
    }

    private Optional<Guide> guide(GuideFile file) {
        return rendered.computeIfAbsent(file, missing -> read(missing).map(text -> Markdown.guide(missing, text)));
    }

    private static Optional<String> read(GuideFile file) {
        try (var stream = Guides.class.getResourceAsStream("/guides/" + file.path())) {
            return stream == null
                    ? Optional.empty()
                    : Optional.of(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
