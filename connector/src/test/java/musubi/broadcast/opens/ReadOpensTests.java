package musubi.broadcast.opens;

import static musubi.broadcast.opens.OpensTests.STATISTICS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalTime;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import musubi.broadcast.BroadcastCalls;
import musubi.sandbox.http.Fault;
import musubi.system.SqlTime;
import musubi.testing.TestWorld;
import musubi.testing.TestWorld.TestConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** LINE tells the numbers of 60 units an hour: many broadcasts have to wait for each other, and other tools ask too. */
class ReadOpensTests {

    private static final int UNITS = 70;
    private static final String PATH = "/v2/bot/insight/message/event/aggregation";

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.adjusted();

    private final TestConnection connection = WORLD.connect();
    private final UUID connectionId = UUID.fromString(connection.id());

    @BeforeEach
    void noon() {
        var now = WORLD.clock().instant().atZone(UnitNames.ZONE);
        var noon = now.with(LocalTime.NOON);
        WORLD.clock().advance(Duration.between(now, noon.isAfter(now) ? noon : noon.plusDays(1)));
    }

    @AfterEach
    void nothingIsLeft() {
        WORLD.line().faults().clear();
        WORLD.api("DELETE", "/api/connections/" + connectionId, null);
    }

    /** Broadcasts that were sent now, an hour each after the other. */
    private void sent(int broadcasts) {
        var now = WORLD.clock().instant();
        var jdbc = WORLD.database().jdbc();
        var calls = new BroadcastCalls(WORLD, connection);
        IntStream.range(0, broadcasts).forEach(one -> {
            var id = UUID.fromString(calls.draft(
                    Map.of("message", BroadcastCalls.message("Hello"), "audience", Map.of("allFriends", true))));
            jdbc.sql("""
                    insert into delivery (id, connection_id, method, state, created_at, started_at, ended_at)
                    values (:id, :connection, 'PUSH', 'DONE', :at, :at, :at)
                    """)
                    .param("id", id)
                    .param("connection", connectionId)
                    .param("at", SqlTime.of(now.plusMillis(one)))
                    .update();
            jdbc.sql("insert into line_unit (connection_id, name, shared, decided_at) values (?, ?, false, ?)")
                    .params(connectionId, "u" + one, SqlTime.of(now))
                    .update();
            jdbc.sql("insert into broadcast_unit (broadcast_id, variant, connection_id, name) values (?, 0, ?, ?)")
                    .params(id, connectionId, "u" + one)
                    .update();
        });
    }

    private long asked() {
        return connection.channel().traffic().calls(STATISTICS);
    }

    private long told() {
        return WORLD.database()
                .jdbc()
                .sql("select count(*) from line_unit where connection_id = ? and as_of is not null")
                .param(connectionId)
                .query(Long.class)
                .single();
    }

    /** As the job does, four times a minute. */
    private void pass(Duration time) {
        for (var passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plusSeconds(15)) {
            WORLD.bean(ReadOpens.class).read();
            WORLD.clock().advance(Duration.ofSeconds(15));
        }
    }

    @Test
    void anHourHasFortyCallsAndEveryBroadcastHasItsTurn() {
        sent(UNITS);
        WORLD.clock().advance(Duration.ofDays(1));
        pass(Duration.ofHours(1));
        assertThat(asked()).isBetween(30L, 40L);
        assertThat(told()).as("none twice before each had its turn").isEqualTo(asked());
        pass(Duration.ofMinutes(75));
        assertThat(told()).isEqualTo(UNITS);
        assertThat(asked()).isEqualTo(UNITS);
        assertThat(connection.channel().traffic().counts()).doesNotContainKey(STATISTICS + " 429");
    }

    @Test
    void whatLineDoesNotSayIsAskedAgainInAnHourAndWhatItRefusesOnTheNextDay() {
        sent(1);
        WORLD.clock().advance(Duration.ofDays(1));
        WORLD.line().faults().add(Fault.answer("GET", PATH, 1, 500, "{\"message\":\"Internal error\"}"));
        pass(Duration.ofMinutes(30));
        assertThat(asked()).as("not again so soon").isZero();
        WORLD.line()
                .faults()
                .add(Fault.answer(
                        "GET", PATH, 1, 400, "{\"message\":null,\"key\":null,\"stacktrace\":null,\"code\":null}"));
        pass(Duration.ofMinutes(45));
        pass(Duration.ofHours(2));
        assertThat(asked()).as("not again on this day").isZero();
        WORLD.clock().advance(Duration.ofDays(1));
        pass(Duration.ofMinutes(1));
        assertThat(asked()).isOne();
        assertThat(told()).isOne();
    }
}
