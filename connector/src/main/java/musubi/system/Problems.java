package musubi.system;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Errors as RFC 9457 has them, where no controller tells them. The texts are ours and need no escaping but the quotation mark. */
public final class Problems {

    private Problems() {}

    /** Answers with that error; nothing must have been sent yet. */
    public static void send(HttpServletResponse response, int status, String title, String detail) throws IOException {
        var body = """
                {"title":"%s","status":%d,"detail":"%s"}""".formatted(title, status, detail.replace("\"", "\\\"")).getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType("application/problem+json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
