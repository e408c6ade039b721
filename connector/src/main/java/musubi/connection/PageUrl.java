package musubi.connection;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Validates URLs of web pages that friends are redirected to. */
public final class PageUrl {

    /** The maximum number of characters. */
    public static final int LIMIT = 2_000;

    /** What is expected, for an English error message. */
    public static final String EXPECTED =
            "Enter the whole address of a page, https://www.example.com/thanks for example, of at most %d characters."
                    .formatted(LIMIT);

    private PageUrl() {}

    /** The URL if it has http or https and a host; characters beyond ASCII are percent-encoded. */
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
