package musubi.tracking;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import musubi.system.PublicAddress;
import musubi.system.visit.Visitor;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.resource.ResourceUrlProvider;
import org.springframework.web.util.HtmlUtils;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;

/** What people see where a link leads nowhere, and chat apps of one that does. Rendered once in each language. */
@Component
class RedirectPages {

    private static final String POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none';"
            + " form-action 'none'; frame-ancestors 'none'";

    private record Page(String words, Locale language) {}

    private final SpringTemplateEngine templates;
    private final ResourceUrlProvider assets;
    private final PublicAddress address;
    private final Map<Page, byte[]> rendered = new ConcurrentHashMap<>();

    RedirectPages(SpringTemplateEngine templates, ResourceUrlProvider assets, PublicAddress address) {
        this.templates = templates;
        this.assets = assets;
        this.address = address;
    }

    /** It never led anywhere, or does not any more: the same answer for both. */
    void gone(HttpServletRequest request, HttpServletResponse response) throws IOException {
        send(HttpServletResponse.SC_NOT_FOUND, page("gone", request), response);
    }

    /** Where it leads cannot be looked up now. */
    void unavailable(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, "5");
        send(HttpServletResponse.SC_SERVICE_UNAVAILABLE, page("unavailable", request), response);
    }

    /** @param title empty: the host says enough, and nothing about a person */
    void preview(String title, String target, HttpServletResponse response) throws IOException {
        var shown = HtmlUtils.htmlEscape(
                title.isBlank() ? WebAddress.of(target).map(WebAddress::host).orElse("") : title);
        var html = """
                <!DOCTYPE html>
                <html><head><meta charset="UTF-8"><meta name="robots" content="noindex"><title>%s</title>
                <meta property="og:title" content="%1$s"></head><body><p>%1$s</p></body></html>
                """.formatted(shown);
        send(HttpServletResponse.SC_OK, html.getBytes(StandardCharsets.UTF_8), response);
    }

    private byte[] page(String words, HttpServletRequest request) {
        var language = Visitor.of(request, Optional.empty()).language();
        return rendered.computeIfAbsent(new Page(words, language), this::render);
    }

    private byte[] render(Page page) {
        var context = new Context(page.language());
        context.setVariable("lang", page.language().getLanguage());
        context.setVariable("words", "tracking." + page.words());
        context.setVariable("icon", asset("/assets/icon.svg"));
        context.setVariable("styles", asset("/assets/link.css"));
        return templates.process("tracking/page", context).getBytes(StandardCharsets.UTF_8);
    }

    private String asset(String path) {
        return Objects.requireNonNullElse(address.base().getRawPath(), "")
                + Objects.requireNonNullElse(assets.getForLookupPath(path), path);
    }

    private static void send(int status, byte[] html, HttpServletResponse response) throws IOException {
        response.setStatus(status);
        response.setContentType("text/html;charset=UTF-8");
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
        response.setContentLength(html.length);
        response.getOutputStream().write(html);
    }
}
