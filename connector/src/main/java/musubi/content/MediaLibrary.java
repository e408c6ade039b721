package musubi.content;

import java.util.Optional;
import java.util.UUID;
import musubi.message.Medium;

/** The pictures and videos that were uploaded. */
@FunctionalInterface
public interface MediaLibrary {

    /** One that may be sent by that connection; empty when there is none. */
    Optional<Medium> find(UUID connectionId, String mediumId);
}
