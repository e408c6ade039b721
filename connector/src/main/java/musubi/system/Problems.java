package musubi.system;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Sends errors as RFC 9457 problems where no controller does. The texts are constants of Musubi: only quotation marks are escaped. */
public final class Problems {

    private Problems() {}

    /** Sends an error. Nothing must have been sent before. */
    public static void send(HttpServletResponse response, int status, String title, String detail) throws IOException {
        var body = """
                {"title":"%s","status":%d,"detail":"%s"}""".formatted(title, status, detail.replace("\"", "\\\"")).getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType("application/problem+json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
