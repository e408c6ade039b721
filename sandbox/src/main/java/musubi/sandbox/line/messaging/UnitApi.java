package musubi.sandbox.line.messaging;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import musubi.sandbox.http.Answer;
import musubi.sandbox.http.Json;
import musubi.sandbox.line.account.Limit;
import musubi.sandbox.line.account.Units.Act;
import musubi.sandbox.line.api.Call;
import musubi.sandbox.line.api.Route;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Aggregation units: the month's names, and what people did with the messages of one. A number below 20, or of fewer than 20 people, is
 * {@code null}. Of a unit without messages LINE does not document the answer; the stand-in's has nulls and empty lists.
 * https://developers.line.biz/en/reference/messaging-api/#get-statistics-per-unit
 */
final class UnitApi {

    private static final int PRIVATE_BELOW = 20;
    private static final int MAX_DAYS = 30;
    private static final int MAX_PAGE = 100;
    private static final List<String> PLAYED = List.of("", "25Percent", "50Percent", "75Percent", "100Percent");

    private UnitApi() {}

    static List<Route> routes() {
        return List.of(
                Route.bearer("GET", "/v2/bot/message/aggregation/info", Limit.DEFAULT, UnitApi::info),
                Route.bearer("GET", "/v2/bot/message/aggregation/list", Limit.DEFAULT, UnitApi::list),
                Route.bearer(
                        "GET", "/v2/bot/insight/message/event/aggregation", Limit.perHour(60), UnitApi::statistics));
    }

    private static Answer info(Call call) {
        return Answer.json(
                200,
                Json.object()
                        .put(
                                "numOfCustomAggregationUnits",
                                call.account().units().names().size()));
    }

    private static Answer list(Call call) {
        var names = call.account().units().names();
        var limit = call.request().parameters().getOrDefault("limit", "" + MAX_PAGE);
        if (!limit.matches("[0-9]{1,3}") || Integer.parseInt(limit) < 1 || Integer.parseInt(limit) > MAX_PAGE) {
            throw PeopleApi.invalid("limit");
        }
        var from = Math.min(PeopleApi.start(call, "units"), names.size());
        var to = Math.min(names.size(), from + Integer.parseInt(limit));
        var answer = Json.object();
        var some = answer.putArray("customAggregationUnits");
        names.subList(from, to).forEach(some::add);
        return Answer.json(
                200,
                to < names.size() ? answer.put("next", call.account().pages().next("units", to)) : answer);
    }

    private static Answer statistics(Call call) {
        var given = call.request().parameters();
        var unit = given.getOrDefault("customAggregationUnit", "");
        try {
            var from = LocalDate.parse(given.getOrDefault("from", ""), DateTimeFormatter.BASIC_ISO_DATE);
            var to = LocalDate.parse(given.getOrDefault("to", ""), DateTimeFormatter.BASIC_ISO_DATE);
            if (unit.matches("[a-zA-Z0-9_]{1,30}") && !to.isBefore(from) && !to.isAfter(from.plusDays(MAX_DAYS))) {
                return Answer.json(200, answer(call.account().units().of(unit, from, to)));
            }
        } catch (DateTimeException noDay) {
            // answered as all that is wrong
        }
        return Answer.json(
                400,
                Json.object()
                        .putNull("message")
                        .putNull("key")
                        .putNull("stacktrace")
                        .putNull("code"));
    }

    private static ObjectNode answer(Collection<Act> acts) {
        var answer = Json.object();
        put(answer.putObject("overview"), "uniqueImpression", people(acts, act -> !act.isClick()))
                .put("uniqueClick", boxed(people(acts, Act::isClick)))
                .putNull("uniqueMediaPlayed")
                .putNull("uniqueMediaPlayed100Percent");
        var bubbles = acts.stream().mapToInt(Act::bubbles).max().orElse(0);
        var messages = answer.putArray("messages");
        for (var seq = 1; seq <= bubbles; seq++) {
            var at = seq;
            var shown = acts.stream().filter(act -> act.bubbles() >= at).toList();
            var one = messages.addObject().put("seq", seq);
            put(one, "impression", told(shown.size(), shown));
            PLAYED.forEach(part -> one.putNull("mediaPlayed" + part).putNull("uniqueMediaPlayed" + part));
            put(one, "uniqueImpression", people(shown, any -> true));
        }
        var clicks = answer.putArray("clicks");
        byUrl(acts).forEach((url, some) -> {
            var one = clicks.addObject().put("seq", 1).put("url", url);
            put(one, "click", told(some.size(), some));
            put(one, "uniqueClick", people(some, any -> true));
            put(one, "uniqueClickOfRequest", people(some, any -> true));
        });
        return answer;
    }

    private static Map<String, List<Act>> byUrl(Collection<Act> acts) {
        return acts.stream().filter(Act::isClick).collect(Collectors.groupingBy(Act::url));
    }

    private static OptionalLong people(Collection<Act> acts, Predicate<Act> which) {
        var people = acts.stream().filter(which).map(Act::userId).distinct().count();
        return people < PRIVATE_BELOW ? OptionalLong.empty() : OptionalLong.of(people);
    }

    private static OptionalLong told(long number, Collection<Act> acts) {
        return number < PRIVATE_BELOW || people(acts, any -> true).isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(number);
    }

    private static ObjectNode put(ObjectNode object, String name, OptionalLong number) {
        return object.put(name, boxed(number));
    }

    private static @Nullable Long boxed(OptionalLong number) {
        return number.isPresent() ? number.getAsLong() : null;
    }
}
