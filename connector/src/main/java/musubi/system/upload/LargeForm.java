package musubi.system.upload;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Paths that take forms of up to 1 MiB, as a text of 5,000 Japanese characters needs nine bytes each in a form. Such a form is read as
 * files are: only once its sender is known to be allowed to send it. Elsewhere a form has at most 32 KiB. Beans of this type declare such
 * paths.
 */
public record LargeForm(PathPattern pattern) {

    public LargeForm(String pattern) {
        this(PathPatternParser.defaultInstance.parse(pattern));
    }

    /** Whether it is about that request. */
    public boolean matches(HttpServletRequest request) {
        // before any servlet, and without leaving anything behind
        return pattern.matches(ServletRequestPathUtils.parse(request).pathWithinApplication());
    }
}
