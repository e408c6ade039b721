package musubi.connection;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** The address of a web page that a person enters for friends to be sent to. */
public final class PageUrl {

    /** Characters, at most. */
    public static final int LIMIT = 2_000;

    /** What a good one is, for a message. */
    public static final String EXPECTED =
            "Enter the whole address of a page, https://www.example.com/thanks for example, of at most %d characters."
                    .formatted(LIMIT);

    private PageUrl() {}

    /** The address, when it is one with http or https and a host; letters beyond ASCII are percent-encoded. */
    public static Optional<URI> parse(String text) {
        try {
            var uri = new URI(new URI(text).toASCIIString());
            var web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            return web
                            && uri.getHost() != null
                            && uri.getUserInfo() == null
                            && uri.toString().length() <= LIMIT
                    ? Optional.of(uri)
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
