package musubi.console.broadcasts.compose;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import musubi.content.Media;
import musubi.content.MediumEntry;
import musubi.message.Medium;
import org.springframework.core.io.InputStreamSource;
import org.springframework.stereotype.Component;

/** The newest pictures or videos of a connection, to choose from. */
@Component
final class LibraryView {

    private static final int SHOWN = 60;

    private final Media media;

    LibraryView(Media media) {
        this.media = media;
    }

    /** @param source of a small picture; empty for a video */
    record Choice(UUID id, String source, int width, int height, long seconds) {

        private static Choice of(MediumEntry entry) {
            return new Choice(
                    entry.id(),
                    isVideo(entry) ? "" : "/m/" + entry.id() + "/preview",
                    entry.width(),
                    entry.height(),
                    entry.duration().map(duration -> duration.toSeconds()).orElse(0L));
        }
    }

    private static boolean isVideo(MediumEntry entry) {
        return entry.medium().kind() == Medium.Kind.VIDEO;
    }

    List<Choice> of(UUID connectionId, boolean videos) {
        return media.of(connectionId, Optional.empty(), SHOWN).stream()
                .filter(entry -> isVideo(entry) == videos)
                .map(Choice::of)
                .toList();
    }

    /**
     * Takes a file.
     *
     * @param length bytes that are to come; of a file that is too long nothing is read
     * @throws musubi.content.MediaRefusedException when it is not taken
     */
    void add(UUID connectionId, long length, InputStreamSource content) throws IOException {
        media.checkLength(length);
        media.add(connectionId, length, content.getInputStream());
    }
}
