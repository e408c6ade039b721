package musubi.system;

import java.net.URI;
import java.net.URISyntaxException;

/** Where pictures on pages may come from besides ourselves: LINE's servers for profile pictures. */
public final class PictureSources {

    /** As a Content-Security-Policy names them: profile.line-scdn.net, obs.line-scdn.net and their siblings. */
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
