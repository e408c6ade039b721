package musubi.system.upload;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Paths whose controllers read an uploaded file while it arrives, with limits of their own ({@link musubi.system.Uploads#file}). Elsewhere
 * Spring stores files before it calls a controller, and {@code spring.servlet.multipart} limits them. Beans of this type
 * declare such paths.
 */
public record StreamedUpload(PathPattern pattern) {

    public StreamedUpload(String pattern) {
        this(PathPatternParser.defaultInstance.parse(pattern));
    }

    /** Whether it is about that request. */
    public boolean matches(HttpServletRequest request) {
        var path = ServletRequestPathUtils.hasParsedRequestPath(request)
                ? ServletRequestPathUtils.getParsedRequestPath(request)
                : ServletRequestPathUtils.parse(request);
        return pattern.matches(path.pathWithinApplication());
    }
}
