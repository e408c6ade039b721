package musubi.intake;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Errors as RFC 9457 has them. The texts are ours and need no escaping but the quotation mark. */
final class Problems {

    private Problems() {}

    static void send(HttpServletResponse response, int status, String title, String detail) throws IOException {
        var body = """
                {"title":"%s","status":%d,"detail":"%s"}""".formatted(title, status, detail.replace("\"", "\\\"")).getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType("application/problem+json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
