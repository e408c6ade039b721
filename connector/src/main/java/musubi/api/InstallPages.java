package musubi.api;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import musubi.connection.Install;
import musubi.connection.InstallRefusedException;
import musubi.connection.Installs;
import musubi.system.Cookies;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The pages for a person who installs the app in HubSpot. Link, code and state must not leak from here. */
@Hidden
@Controller
@RequestMapping("/hubspot")
class InstallPages {

    private static final String COOKIE = "musubi-hubspot-install";
    private static final String REFERRER_POLICY = "Referrer-Policy";

    private final Installs installs;
    private final Cookies cookies;

    InstallPages(Installs installs, Cookies cookies) {
        this.installs = installs;
        this.cookies = cookies;
    }

    @GetMapping("/install/{link}")
    ResponseEntity<Void> open(@PathVariable String link, HttpServletRequest request) {
        if (isPreview(request)) {
            return ResponseEntity.ok().header(REFERRER_POLICY, "no-referrer").build();
        }
        var opened = installs.open(link, cookies.value(COOKIE, request));
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(opened.next())
                .header(HttpHeaders.SET_COOKIE, cookie(opened.browser(), opened.life()))
                .header(REFERRER_POLICY, "no-referrer")
                .build();
    }

    @GetMapping("/callback")
    @Nullable
    ModelAndView callback(
            @RequestParam(defaultValue = "") String state,
            @RequestParam(required = false) @Nullable String code,
            @RequestParam(required = false) @Nullable String error,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (isPreview(request)) {
            return null;
        }
        var ended = installs.end(
                state,
                cookies.value(COOKIE, request),
                new Installs.Answer(Optional.ofNullable(code), Optional.ofNullable(error)));
        response.addHeader(HttpHeaders.SET_COOKIE, cookie("", Duration.ZERO));
        return page(status(ended), key(ended), ended.portalId(), response);
    }

    /** Chat apps and mail scanners fetch links before a person opens them; that must not use up the link. */
    private static boolean isPreview(HttpServletRequest request) {
        return request.getMethod().equals("HEAD");
    }

    /** SameSite=Lax, since HubSpot's page sends the browser back here. */
    private String cookie(String value, Duration life) {
        return cookies.of(COOKIE, value, "/hubspot").maxAge(life).build().toString();
    }

    private static HttpStatus status(Install ended) {
        return switch (ended.state()) {
            case DONE, DECLINED, WAITING, EXPIRED -> HttpStatus.OK;
            case FAILED ->
                ended.problem().equals(Optional.of(Install.Failure.UNAVAILABLE))
                        ? HttpStatus.BAD_GATEWAY
                        : HttpStatus.BAD_REQUEST;
        };
    }

    private static String key(Install ended) {
        return ended.problem().map(Enum::name).orElse(ended.state().name());
    }

    @ExceptionHandler
    ModelAndView refused(InstallRefusedException e, HttpServletResponse response) {
        return page(HttpStatus.BAD_REQUEST, e.reason().name(), Optional.empty(), response);
    }

    /** @param key of the texts in messages/hubspot */
    private static ModelAndView page(
            HttpStatus status, String key, Optional<Long> portalId, HttpServletResponse response) {
        response.setHeader(REFERRER_POLICY, "no-referrer");
        var model = Map.of(
                "key", "hubspot." + key, "portal", portalId.map(String::valueOf).orElse(""));
        return new ModelAndView("hubspot/install", model, status);
    }
}
