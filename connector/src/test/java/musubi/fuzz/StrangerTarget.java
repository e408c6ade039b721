package musubi.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Set;

/** What needs no sign-in. */
final class StrangerTarget implements Target {

    private static final List<String> PLACES = List.of(
            "/t/%s",
            "/t/%s/%s",
            "/o/%s",
            "/m/%s",
            "/m/%s/%s",
            "/link/%s",
            "/link/%s/%s",
            "/link/%s/callback",
            "/link/%s/linked",
            "/invite/%s",
            "/reset/%s",
            "/setup/%s",
            "/login",
            "/login/oidc/callback",
            "/hubspot/callback",
            "/hubspot/install/%s",
            "/assets/%s",
            "/webjars/%s",
            "/actuator/health/%s",
            "/%s");
    private static final List<String> METHODS =
            List.of("GET", "GET", "GET", "HEAD", "POST", "PUT", "OPTIONS", "TRACE", "X");

    /** What a method that HTTP does not know gets. */
    private static final Set<Integer> NOT_IMPLEMENTED = Set.of(501);

    private final FuzzWorld world;

    StrangerTarget(FuzzWorld world) {
        this.world = world;
    }

    @Override
    public void run(Bits bits) {
        var place = PLACES.get(bits.below(PLACES.size()));
        var method = METHODS.get(bits.below(METHODS.size()));
        var path = place.formatted(part(bits), part(bits)) + (bits.chance(2) ? "" : query(bits));
        var headers = new HashMap<String, String>();
        headers.put("User-Agent", bits.chance(2) ? bits.header(60) : "Mozilla/5.0 Line/15.0.0");
        if (bits.chance(4)) {
            headers.put("Cookie", bits.header(120));
        }
        if (bits.chance(8)) {
            headers.put("Range", bits.header(30));
            headers.put("If-Modified-Since", bits.header(30));
            headers.put("If-None-Match", bits.header(30));
        }
        if (bits.chance(8)) {
            headers.put("X-Forwarded-For", bits.header(60));
            headers.put("X-Forwarded-Proto", bits.header(20));
            headers.put("X-Forwarded-Host", bits.header(60));
            headers.put("Forwarded", bits.header(60));
        }
        if (bits.chance(4)) {
            headers.put("Accept", bits.header(60));
            headers.put("Accept-Language", bits.header(60));
        }
        var body = method.equals("POST") ? form(bits) : new byte[0];
        headers.put("Content-Type", bits.chance(8) ? bits.header(40) : "application/x-www-form-urlencoded");
        world.call(method, path, body, headers, NOT_IMPLEMENTED);
    }

    private String part(Bits bits) {
        return switch (bits.below(6)) {
            case 0 -> world.connection().id();
            case 1 -> "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
            case 2 -> "0".repeat(bits.below(2_000));
            default -> FuzzWorld.encoded(bits.text(60));
        };
    }

    private static String query(Bits bits) {
        return "?state=%s&code=%s&error=%s&%s"
                .formatted(
                        FuzzWorld.encoded(bits.text(40)),
                        FuzzWorld.encoded(bits.text(40)),
                        FuzzWorld.encoded(bits.text(20)),
                        FuzzWorld.encoded(bits.text(20)));
    }

    private static byte[] form(Bits bits) {
        return "email=%s&password=%s&_csrf=%s&%s"
                .formatted(
                        FuzzWorld.encoded(bits.text(40)),
                        FuzzWorld.encoded(bits.text(40)),
                        FuzzWorld.encoded(bits.text(40)),
                        FuzzWorld.encoded(bits.text(40)))
                .getBytes(StandardCharsets.UTF_8);
    }
}
