package musubi.link;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.MultiFormatReader;
import com.google.zxing.NotFoundException;
import com.google.zxing.ResultMetadataType;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import musubi.sync.ContactCreatedByLink;
import musubi.testing.TestWorld;
import musubi.testing.Waits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Custom links and QR codes over the REST API. */
class LinksApiTests {

    private static final String PUBLIC = "https://shop.example.com/musubi";

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared(Map.of("musubi.public-base-url", PUBLIC));

    private final TestWorld.TestConnection connection = WORLD.connect();
    private final String links = "/api/connections/" + connection.id() + "/links";

    @Test
    void aLinkIsMadeChangedAndDeleted() {
        var made = WORLD.api("POST", links, Map.of("title", "  ポスター ", "originalSource", "paid_social"));
        assertThat(made.statusCode()).isEqualTo(201);
        var id = TestWorld.json(made).path("id").asString("");
        assertThat(id).matches("[0-9a-hjkmnp-tv-z]{10}");
        assertThat(made.headers().firstValue("Location")).contains("/api/links/" + id);
        var expected = """
                {"id":"%1$s","connectionId":"%2$s","title":"%3$s","originalSource":%4$s,"pageAfter":%5$s,"enabled":%6$s,\
                "url":"%7$s/link/%2$s/%1$s","qrPng":"/api/links/%1$s/qr.png","qrSvg":"/api/links/%1$s/qr.svg",\
                "counts":{"opened":0,"linked":0,"declined":0,"created":0},"createdAt":""";
        assertThat(made.body())
                .startsWith(expected.formatted(id, connection.id(), "ポスター", "\"PAID_SOCIAL\"", "null", "true", PUBLIC));
        var own = "/api/links/" + id;
        assertThat(WORLD.api("GET", own, null).body()).isEqualTo(made.body());
        assertThat(WORLD.api(
                                "PATCH",
                                own,
                                Map.of(
                                        "title",
                                        "チラシ",
                                        "originalSource",
                                        "",
                                        "pageAfter",
                                        "https://example.com/",
                                        "enabled",
                                        false))
                        .body())
                .startsWith(expected.formatted(
                        id, connection.id(), "チラシ", "null", "\"https://example.com/\"", "false", PUBLIC));
        assertThat(WORLD.api("PATCH", own, Map.of("pageAfter", "")).body())
                .startsWith(expected.formatted(id, connection.id(), "チラシ", "null", "null", "false", PUBLIC));
        assertThat(WORLD.api("DELETE", own, null).statusCode()).isEqualTo(204);
        for (var method : List.of("GET", "DELETE")) {
            assertThat(WORLD.api(method, own, null).statusCode()).isEqualTo(404);
        }
        assertThat(WORLD.api("PATCH", own, Map.of()).statusCode()).isEqualTo(404);
        assertThat(WORLD.api("GET", own + "/qr.png", null).statusCode()).isEqualTo(404);
        assertThat(WORLD.api("GET", own + "/counts", null).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "title, '', 1 to 255",
        "title, '  ', 1 to 255",
        "title, 256, 256 were entered",
        "title, 'a\tb', on one line",
        "originalSource, NEWSPAPER, ORGANIC_SEARCH",
        "pageAfter, ftp://example.com/, whole address",
        "pageAfter, javascript:alert(1), whole address",
        "pageAfter, /thanks, whole address",
        "pageAfter, https://, whole address",
        "pageAfter, https://me@example.com/, whole address"
    })
    void whatCannotBeRightIsToldByField(String field, String value, String words) {
        var body = new HashMap<String, Object>(Map.of("title", "good"));
        body.put(field, value.equals("256") ? "x".repeat(256) : value);
        var answer = WORLD.api("POST", links, body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(TestWorld.json(answer).path("errors").path(0).path("field").asString(""))
                .isEqualTo(field);
        assertThat(TestWorld.json(answer).path("errors").path(0).path("message").asString(""))
                .contains(words);
    }

    @Test
    void aConnectionHasAThousandLinksAtTheMost() {
        assertThat(WORLD.api("POST", links, Map.of("title", "first")).statusCode())
                .isEqualTo(201);
        WORLD.database().jdbc().sql("""
                insert into link (id, connection_id, title, enabled, created_at)
                select lpad(cast(number as text), 10, '0'), ?, 'link ' || number, true, now()
                from generate_series(1, 998) number
                """).param(UUID.fromString(connection.id())).update();
        assertThat(WORLD.api("POST", links, Map.of("title", "last")).statusCode())
                .isEqualTo(201);
        var refused = WORLD.api("POST", links, Map.of("title", "too many"));
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("1000 links");
        var seen = 0;
        var next = "";
        do {
            var page = TestWorld.json(WORLD.api("GET", links + "?limit=100&after=" + next, null));
            seen += page.path("items").size();
            next = page.path("next").asString("");
        } while (!next.isEmpty());
        assertThat(seen).isEqualTo(1_000);
    }

    @Test
    void contactsThatAreMadeAreCounted() {
        var id = TestWorld.json(WORLD.api("POST", links, Map.of("title", "poster")))
                .path("id")
                .asString("");
        var counter = WORLD.bean(LinkCounter.class);
        counter.created(new ContactCreatedByLink(UUID.fromString(connection.id()), id));
        counter.created(new ContactCreatedByLink(UUID.fromString(connection.id()), id));
        // of a link or connection that is gone
        counter.created(new ContactCreatedByLink(UUID.fromString(connection.id()), "gone"));
        counter.created(new ContactCreatedByLink(UUID.randomUUID(), id));
        Waits.eventually(
                "they are counted",
                () -> TestWorld.json(WORLD.api("GET", "/api/links/" + id, null))
                                .path("counts")
                                .path("created")
                                .asInt()
                        == 2);
        assertThat(WORLD.api("GET", links, null).body()).contains("\"created\":2");
        WORLD.api("DELETE", "/api/connections/" + connection.id(), null);
        assertThat(WORLD.database()
                        .jdbc()
                        .sql("select count(*) from link_count where connection_id = ?")
                        .param(UUID.fromString(connection.id()))
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from=yesterday",
                "to=2026-13-01",
                "from=2026-11-02&to=2026-11-01",
                "from=2020-01-01",
                "to=+9999-01-01"
            })
    void daysThatCannotBeAreRefused(String query) {
        assertThat(WORLD.api("GET", "/api/connections/" + connection.id() + "/link/counts?" + query, null)
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void withoutDatesThirtyDaysAreTold() {
        var days = TestWorld.json(WORLD.api("GET", "/api/connections/" + connection.id() + "/link/counts", null));
        assertThat(days.path("items")).hasSize(30);
    }

    @Test
    void pagesStandBelowThePublicAddress() {
        var login = LoginConnection.of(WORLD, connection, connection.channel(), Map.of());
        var browser = new Browser(WORLD);
        var answer = browser.get(login.path());
        assertThat(Browser.location(answer).toString())
                .contains("redirect_uri=https%3A%2F%2Fshop.example.com%2Fmusubi%2Flink%2F" + connection.id()
                        + "%2Fcallback");
        assertThat(answer.headers().firstValue("Set-Cookie").orElse(""))
                // that is what its name wants
                .startsWith("__Host-")
                .contains("; Path=/;", "; Secure", "; HttpOnly", "; SameSite=Lax");
        assertThat(browser.get(login.path() + "/callback").body())
                .containsPattern("href=\"/musubi/assets/link-[0-9a-f]{32}\\.css\"")
                .contains("href=\"/musubi" + login.path() + "?again=hand\"");
        var css = browser.get("/assets/link.css");
        assertThat(css.statusCode()).isEqualTo(200);
        assertThat(css.headers().firstValue("Content-Type").orElse("")).startsWith("text/css");
    }

    @ParameterizedTest
    @ValueSource(ints = {128, 300, 512, 4096})
    void theQrCodeHoldsTheAddress(int size) throws IOException, NotFoundException {
        var link = TestWorld.json(WORLD.api("POST", links, Map.of("title", "銀座 \"1\"")));
        for (var codes : List.of(
                link, TestWorld.json(WORLD.api("GET", "/api/connections/" + connection.id() + "/link", null)))) {
            var answer = bytes(codes.path("qrPng").asString("") + "?size=" + size);
            assertThat(answer.headers().firstValue("Content-Type")).contains("image/png");
            var image = ImageIO.read(new ByteArrayInputStream(answer.body()));
            assertThat(image.getWidth()).isEqualTo(size);
            assertThat(image.getHeight()).isEqualTo(size);
            assertThat(image.getColorModel().getPixelSize()).isEqualTo(1);
            var read = new MultiFormatReader()
                    .decode(
                            new BinaryBitmap(new HybridBinarizer(new BufferedImageLuminanceSource(image))),
                            // the code and nothing else: without this the reader looks for it as in a photograph, and
                            // misses some
                            Map.of(
                                    DecodeHintType.POSSIBLE_FORMATS,
                                    List.of(BarcodeFormat.QR_CODE),
                                    DecodeHintType.PURE_BARCODE,
                                    true));
            assertThat(read.getText()).isEqualTo(codes.path("url").asString(""));
            assertThat(read.getResultMetadata().get(ResultMetadataType.ERROR_CORRECTION_LEVEL))
                    .hasToString("M");
        }
    }

    @Test
    void theQrCodeForPrintHasItsTitle() throws Exception {
        var link = TestWorld.json(WORLD.api("POST", links, Map.of("title", "<銀座> & \"1\"")));
        var answer = bytes(link.path("qrSvg").asString(""));
        assertThat(answer.headers().firstValue("Content-Type")).contains("image/svg+xml");
        assertThat(answer.headers().firstValue("Content-Disposition").orElse(""))
                .contains("filename*=UTF-8''LINE%20%20%E9%8A%80%E5%BA%A7");
        var svg = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(answer.body()));
        assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).isEqualTo("LINE: <銀座> & \"1\"");
        assertThat(svg.getDocumentElement().getAttribute("viewBox")).matches("0 0 \\d+ \\d+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127", "4097", "-1", "big"})
    void aSizeThatCannotBeIsRefused(String size) {
        var answer = WORLD.api("GET", "/api/connections/" + connection.id() + "/link/qr.png?size=" + size, null);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
    }

    private static HttpResponse<byte[]> bytes(String path) {
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(
                    HttpRequest.newBuilder(WORLD.url().resolve(path))
                            .header("Authorization", "Bearer " + TestWorld.API_TOKEN)
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).isEqualTo(200);
            return answer;
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
