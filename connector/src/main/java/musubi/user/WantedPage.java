package musubi.user;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import musubi.system.MasterKey;
import musubi.system.Seal;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The page that somebody wanted before signing in. It travels sealed in the address of the page to sign in and in its
 * form, so that nothing is kept here for strangers, and nobody is led to where a stranger likes. A path of ours, {@value
 * #LONGEST} characters at the most; never another host.
 */
@Component
public class WantedPage {

    /** The parameter that carries it. */
    public static final String PARAMETER = "next";

    static final int LONGEST = 512;
    /** Of a sealed path that is as long as can be. */
    private static final int LONGEST_SEALED = 800;

    /** One slash, then no other and no backslash: browsers read both as the beginning of a host. */
    private static final Pattern PATH = Pattern.compile("/(?![/\\\\])[!-~&&[^\\\\]]{0," + LONGEST + "}");

    private final Seal seal;

    WantedPage(MasterKey masterKey) {
        this.seal = Seal.of(masterKey, "musubi/user/wanted-page");
    }

    /**
     * What is wanted by a request that is answered by the page to sign in. Only pages are remembered, never a change that
     * was meant to be made.
     *
     * @return sealed; empty when there is nothing to remember
     */
    public Optional<String> of(HttpServletRequest request) {
        var query = request.getQueryString();
        return Optional.of(request.getRequestURI() + (query == null ? "" : "?" + query))
                .filter(_ -> request.getMethod().equals(HttpMethod.GET.name())
                        && request.getHeader("HX-Request") == null
                        && !request.getServletPath().equals("/error")
                        && String.valueOf(request.getHeader(HttpHeaders.ACCEPT)).contains(MediaType.TEXT_HTML_VALUE))
                .filter(path -> !path.equals(request.getContextPath() + "/"))
                .filter(WantedPage::isOurs)
                .map(this::closed);
    }

    String closed(String path) {
        return seal.close(path.getBytes(StandardCharsets.UTF_8), PARAMETER);
    }

    /** What came along, still sealed; empty when it is none of ours. */
    public String carriedBy(HttpServletRequest request) {
        return Optional.ofNullable(request.getParameter(PARAMETER))
                .filter(carried -> opened(carried).isPresent())
                .orElse("");
    }

    /** Where to go after signing in: the page that came along, else the first. */
    public URI after(HttpServletRequest request) {
        return opened(carriedBy(request), request);
    }

    URI opened(String carried, HttpServletRequest request) {
        return opened(carried).orElseGet(() -> URI.create(request.getContextPath() + "/"));
    }

    /** The page to sign in, which carries on what came along. */
    public static String loginPage(HttpServletRequest request, String problem, String carried) {
        var page = UriComponentsBuilder.fromPath(request.getContextPath() + "/login");
        if (!problem.isEmpty()) {
            page.queryParam("problem", problem);
        }
        if (!carried.isEmpty()) {
            page.queryParam(PARAMETER, carried);
        }
        return page.build().toString();
    }

    private Optional<URI> opened(String carried) {
        return carried.isEmpty() || carried.length() > LONGEST_SEALED
                ? Optional.empty()
                : seal.open(carried, PARAMETER)
                        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                        .filter(WantedPage::isOurs)
                        .map(URI::create);
    }

    static boolean isOurs(String path) {
        try {
            return path.length() <= LONGEST && PATH.matcher(path).matches() && new URI(path).getRawAuthority() == null;
        } catch (URISyntaxException none) {
            return false;
        }
    }
}
