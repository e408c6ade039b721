package musubi.console.layout;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static musubi.testing.BrowserWorld.assertAccessible;
import static musubi.testing.BrowserWorld.shot;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import musubi.testing.BrowserWorld;
import musubi.testing.BrowserWorld.Size;
import musubi.user.Language;
import musubi.user.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The pages of what must not happen, and of a database that is away. */
class ErrorPagesTests {

    @RegisterExtension
    static final BrowserWorld BROWSER = BrowserWorld.shared();

    private static final Map<String, HttpRequestHandler> SICK = Map.of(
            "/sick/500",
            (request, response) -> {
                throw new IllegalStateException("さくら wrote this");
            },
            "/sick/503",
            (request, response) -> {
                throw new DataAccessResourceFailureException("さくら wrote this");
            });

    @BeforeAll
    static void theyAreThere() throws NoSuchMethodException {
        var handle = HttpRequestHandler.class.getMethod(
                "handleRequest", HttpServletRequest.class, HttpServletResponse.class);
        SICK.forEach((path, handler) -> mappings().registerMapping(mapping(path), handler, handle));
    }

    @AfterAll
    static void theyGo() {
        SICK.keySet().forEach(path -> mappings().unregisterMapping(mapping(path)));
    }

    private static RequestMappingInfo mapping(String path) {
        return RequestMappingInfo.paths(path)
                .options(mappings().getBuilderConfiguration())
                .build();
    }

    private static RequestMappingHandlerMapping mappings() {
        return BROWSER.world().context().getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
    }

    @ParameterizedTest
    @CsvSource({"JA,DESKTOP,500", "EN,PHONE,500", "EN,DESKTOP,503", "JA,PHONE,503"})
    void thePageSaysWhatItMeansForFriendsAndWhatToDo(Language language, Size size, int status) {
        var page = BROWSER.as(Role.ADMIN, size, language);
        page.emulateMedia(
                new Page.EmulateMediaOptions().setColorScheme(status == 500 ? ColorScheme.DARK : ColorScheme.LIGHT));
        var answer = Objects.requireNonNull(page.navigate("/sick/" + status));
        assertThat(answer.status()).isEqualTo(status);
        assertThat(page.locator("h1")).hasCount(1);
        assertThat(page.locator("#error p")).hasCount(3);
        assertThat(page.locator("html")).hasAttribute("lang", language.code());
        assertThat(page.content()).doesNotContain("さくら", "??", "Exception");
        assertAccessible(page);
        shot(page, "error-%d-%s-%s".formatted(status, language, size).toLowerCase(Locale.ROOT));
        page.click("#error a.btn");
        assertThat(page.locator(".rail")).isVisible();
    }
}
