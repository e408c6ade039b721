package musubi.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import musubi.system.http.BoundedHttp;
import org.junit.jupiter.api.Test;

/** Whatever goes out over HTTP goes by {@link BoundedHttp}, or by LINE's client with its own end of each call. */
class OneWayOutTests {

    private static final Path SOURCES = Path.of("src/main/java/musubi");

    private static final Pattern CLIENT = Pattern.compile("HttpClient\\.new(Builder|HttpClient)\\("
            + "|\\.openConnection\\(|\\.openStream\\(|new OkHttpClient|OkHttpClient\\.Builder"
            + "|new RestTemplate\\(\\)|RestClient\\.create\\(|WebClient\\.(create|builder)\\("
            + "|[A-Za-z]*ApiClient\\.builder\\(|new (Jdk|Simple)ClientHttpRequestFactory"
            + "|new HttpComponentsClientHttpRequestFactory|new JettyClientHttpRequestFactory"
            + "|ClientRegistrations\\.from(Issuer|OidcIssuer)Location|JwtDecoders\\.");

    /** Those that build one, and bound it. */
    private static final Set<String> ALLOWED = Set.of("system/http/BoundedHttp.java", "line/ChannelCalls.java");

    @Test
    void noOtherClientIsBuilt() throws IOException {
        assertThat(matching(CLIENT)).containsExactlyInAnyOrderElementsOf(ALLOWED);
    }

    @Test
    void linesOwnClientEndsItsCallsAndBoundsItsAnswers() throws IOException {
        assertThat(Files.readString(SOURCES.resolve("line/ChannelCalls.java")))
                .contains("new BoundedAnswers()", "new WholeCalls(");
    }

    @Test
    void noWaitForAnAnswerIsWithoutAnEnd() throws IOException {
        // a request's own time-out ends with the headers
        assertThat(matching(Pattern.compile("BodyHandlers\\.of|HttpRequest[^;]*\\.timeout\\(", Pattern.DOTALL)))
                .containsExactly("system/http/BoundedHttp.java");
    }

    private static List<String> matching(Pattern pattern) throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> pattern.matcher(text(file)).find())
                    .map(file -> SOURCES.relativize(file).toString().replace('\\', '/'))
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
