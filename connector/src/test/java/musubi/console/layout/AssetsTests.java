package musubi.console.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Pattern;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.servlet.resource.ResourceUrlProvider;

class AssetsTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    private static HttpResponse<String> get(String path) {
        return WORLD.send(
                HttpRequest.newBuilder(URI.create(WORLD.url() + path)).GET().build());
    }

    /** Looking for a file means looking into all jars, for each link of each page. */
    @Test
    void linksToPagesAreNotLookedForAmongFiles() {
        var assets = WORLD.bean(ResourceUrlProvider.class);
        assertThat(assets.getHandlerMap().keySet()).contains("/assets/**").doesNotContain("/**");
        assertThat(assets.getForLookupPath("/connections")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/assets/console-[0-9a-f]{32}.js", "/webjars/htmx.org/[0-9.]+/dist/htmx.min-[0-9a-f]{32}.js"})
    void anAssetIsAskedForOnceUntilItChanges(String path) {
        var page = get("/login").body();
        var address = Pattern.compile("\"(%s)\"".formatted(path)).matcher(page);
        assertThat(address.find()).as(page).isTrue();
        var answer = get(address.group(1));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("max-age=31536000, public");
    }

    /** It stands on contacts. */
    @Test
    void thePictureOfFriendsWithoutOneKeepsItsAddress() {
        var answer = get("/avatar.png");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("image/png");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("max-age=31536000, public");
    }

    @Test
    void whatIsNoFileIsNotFound() {
        assertThat(get("/assets/nothing.js").statusCode()).isEqualTo(404);
    }
}
