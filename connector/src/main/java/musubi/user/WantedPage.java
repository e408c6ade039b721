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
 * The page that somebody wanted before sign-in. It is passed on, encrypted, in the address of the sign-in page and in its form: nothing is
 * stored for strangers, and nobody can craft a link that redirects to another page after sign-in. It is always a path of Musubi, at most
 * {@value #MAX_LENGTH} characters long; never another host.
 */
@Component
public class WantedPage {

    /** The name of the request parameter. */
    public static final String PARAMETER = "next";

    static final int MAX_LENGTH = 512;
    /** Length of the longest path when it is encrypted. */
    private static final int MAX_SEALED_LENGTH = 800;

    /** A slash that no other slash or backslash follows: browsers would read what follows as a host. */
    private static final Pattern PATH = Pattern.compile("/(?![/\\\\])[!-~&&[^\\\\]]{0," + MAX_LENGTH + "}");

    private final Seal seal;

    WantedPage(MasterKey masterKey) {
        this.seal = Seal.of(masterKey, "musubi/user/wanted-page");
    }

    /**
     * The page that a request wanted when it is redirected to the sign-in page. Only pages are passed on, never changes.
     *
     * @return the encrypted path; empty when there is nothing to pass on
     */
    public Optional<String> of(HttpServletRequest request) {
        var query = request.getQueryString();
        return Optional.of(request.getRequestURI() + (query == null ? "" : "?" + query))
                .filter(_ -> request.getMethod().equals(HttpMethod.GET.name())
                        && request.getHeader("HX-Request") == null
                        && !request.getServletPath().equals("/error")
                        && String.valueOf(request.getHeader(HttpHeaders.ACCEPT)).contains(MediaType.TEXT_HTML_VALUE))
                .filter(path -> !path.equals(request.getContextPath() + "/"))
                .filter(WantedPage::isPath)
                .map(this::sealed);
    }

    String sealed(String path) {
        return seal.close(path.getBytes(StandardCharsets.UTF_8), PARAMETER);
    }

    /** The encrypted path of a request; empty when there is none or Musubi did not make it. */
    public String carriedBy(HttpServletRequest request) {
        return Optional.ofNullable(request.getParameter(PARAMETER))
                .filter(carried -> opened(carried).isPresent())
                .orElse("");
    }

    /** The page to open after sign-in: the wanted one, else the first page. */
    public URI after(HttpServletRequest request) {
        return opened(carriedBy(request), request);
    }

    URI opened(String carried, HttpServletRequest request) {
        return opened(carried).orElseGet(() -> URI.create(request.getContextPath() + "/"));
    }

    /** The address of the sign-in page, which passes on the wanted page. */
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
        return carried.isEmpty() || carried.length() > MAX_SEALED_LENGTH
                ? Optional.empty()
                : seal.open(carried, PARAMETER)
                        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                        .filter(WantedPage::isPath)
                        .map(URI::create);
    }

    static boolean isPath(String path) {
        try {
            return path.length() <= MAX_LENGTH
                    && PATH.matcher(path).matches()
                    && new URI(path).getRawAuthority() == null;
        } catch (URISyntaxException none) {
            return false;
        }
    }
}
