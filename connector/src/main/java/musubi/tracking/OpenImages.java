package musubi.tracking;

import java.util.Optional;
import java.util.UUID;
import musubi.system.PublicAddress;
import org.springframework.stereotype.Component;

/**
 * The addresses of the images of one pixel by which it is estimated who opened a message: a phone loads the image when it shows the message.
 * It may load it ahead, twice, or from a cache, so that this is never the same as what LINE counts, nor as who clicked.
 */
@Component
public final class OpenImages {

    /** Where they begin. */
    static final String PATH = "/o/";

    /** No link has it: an image is no link, and a link is no image. */
    static final int NUMBER = 0;

    private final LinkTokens tokens;
    private final PublicAddress address;
    private final OpenRepository repository;

    OpenImages(LinkTokens tokens, PublicAddress address, OpenRepository repository) {
        this.tokens = tokens;
        this.address = address;
        this.repository = repository;
    }

    /**
     * The same address each time.
     *
     * @param id of the broadcast
     * @param person empty: the same for all
     */
    public String address(UUID id, int variant, Optional<ClickPerson> person) {
        return tokens.seal(new LinkToken(id, variant, NUMBER, person, Optional.empty(), false))
                .map(token -> address.of(PATH + token).toString())
                .orElseThrow(() -> new IllegalStateException("a token without a target is short"));
    }

    /** They are counted from now on, before the first of them is sent. */
    public void register(UUID id, UUID connectionId, int variants) {
        repository.register(id, connectionId, variants);
    }
}
