package musubi.sandbox.line.messaging;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import musubi.sandbox.http.Answer;
import musubi.sandbox.http.Json;
import musubi.sandbox.line.account.Limit;
import musubi.sandbox.line.account.Person;
import musubi.sandbox.line.api.Call;
import musubi.sandbox.line.api.Route;

/**
 * The number of friends, and {@link UnitApi}. https://developers.line.biz/en/reference/messaging-api/#get-number-of-followers
 *
 * <p>LINE counts at night, in Japan: a day that has not ended is {@code unready}, and days before November 2016 are {@code out_of_service}.
 * The stand-in does not keep the numbers of past days: each has those of now.
 */
public final class InsightApi {

    private static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");
    private static final LocalDate FIRST_DAY = LocalDate.of(2016, 11, 1);

    private InsightApi() {}

    public static List<Route> routes() {
        var routes = new ArrayList<>(UnitApi.routes());
        routes.add(Route.bearer("GET", "/v2/bot/insight/followers", Limit.perHour(60), InsightApi::followers));
        return routes;
    }

    private static Answer followers(Call call) {
        var account = call.account();
        var today = LocalDate.ofInstant(account.clock().instant(), ZONE);
        var given = call.request().parameters().get("date");
        var day = given == null ? today.minusDays(1) : day(given);
        if (!day.isBefore(today)) {
            return Answer.json(200, Json.object().put("status", "unready"));
        }
        if (day.isBefore(FIRST_DAY)) {
            return Answer.json(200, Json.object().put("status", "out_of_service"));
        }
        var added = account.people().from(0, Integer.MAX_VALUE).stream()
                .filter(person -> person.following || person.blocking)
                .toList();
        long blocks = added.stream().filter(person -> person.blocking).count();
        long reached = added.stream().filter(Person::isFriend).count();
        return Answer.json(
                200,
                Json.object()
                        .put("status", "ready")
                        .put("followers", (long) added.size())
                        .put("targetedReaches", reached)
                        .put("blocks", blocks));
    }

    static LocalDate day(String text) {
        try {
            return LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE);
        } catch (DateTimeException noDay) {
            throw PeopleApi.invalid("date");
        }
    }
}
