package musubi.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import musubi.system.http.BoundedHttp;
import musubi.testing.CompiledClass;
import org.junit.jupiter.api.Test;

/** Whatever goes out over HTTP goes by {@link BoundedHttp}, or by LINE's client with its own end of each call. */
class OneWayOutTests {

    private static final String LINE_CLIENT = "musubi.line.http.ChannelCalls";

    private static final Pattern CLIENT =
            Pattern.compile("java\\.net\\.http\\.HttpClient\\.new(Builder|HttpClient)\\(.*"
                    + "|java\\.net\\.URL\\.(openConnection|openStream)\\(.*|okhttp3\\.OkHttpClient(\\$Builder)?\\.<init>\\(.*"
                    + "|.*\\.RestTemplate\\.<init>\\(\\)|.*\\.RestClient\\.create\\(.*|.*\\.WebClient\\.(create|builder)\\(.*"
                    + "|.*ApiClient\\.builder\\(.*|.*\\.(Jdk|Simple|HttpComponents|Jetty)ClientHttpRequestFactory\\.<init>\\(.*"
                    + "|.*\\.ClientRegistrations\\.from(Issuer|OidcIssuer)Location\\(.*|.*\\.JwtDecoders\\..*");

    private static final Pattern ANSWER_OR_TIMEOUT = Pattern.compile(
            "java\\.net\\.http\\.HttpResponse\\$BodyHandlers\\.of.*|java\\.net\\.http\\.HttpRequest\\$Builder\\.timeout\\(.*");

    @Test
    void noOtherClientIsBuilt() {
        assertThat(CompiledClass.using(CLIENT.asMatchPredicate()))
                .containsExactlyInAnyOrder(BoundedHttp.class.getName(), LINE_CLIENT);
    }

    @Test
    void linesOwnClientEndsItsCallsAndBoundsItsAnswers() {
        assertThat(CompiledClass.in("musubi.line"))
                .filteredOn(each -> each.name().equals(LINE_CLIENT))
                .singleElement()
                .satisfies(calls -> assertThat(calls.members())
                        .anyMatch(member -> member.startsWith("musubi.line.http.ResponseInterceptor.<init>("))
                        .anyMatch(member -> member.startsWith("musubi.line.http.CallTimeoutListener.<init>(")));
    }

    @Test
    void noWaitForAnAnswerIsWithoutAnEnd() {
        // a request's own time-out ends with the headers
        assertThat(CompiledClass.using(ANSWER_OR_TIMEOUT.asMatchPredicate()))
                .containsExactly(BoundedHttp.class.getName());
    }
}
