package musubi.system;

import java.net.URI;
import java.net.URISyntaxException;

/** The hosts from which pages may load pictures besides Musubi: LINE's servers for profile pictures. */
public final class PictureSources {

    /** The hosts as in a Content-Security-Policy: profile.line-scdn.net, obs.line-scdn.net and others. */
    public static final String POLICY = "https://*.line-scdn.net";

    private static final String DOMAIN = ".line-scdn.net";

    private PictureSources() {}

    /** Whether a page may show the picture at that address. */
    public static boolean mayShow(String address) {
        try {
            var uri = new URI(address);
            return "https".equals(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getHost().endsWith(DOMAIN)
                    && uri.getPort() == -1;
        } catch (URISyntaxException none) {
            return false;
        }
    }
}
