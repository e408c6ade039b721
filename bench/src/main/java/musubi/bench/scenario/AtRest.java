package musubi.bench.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import musubi.bench.Audience;
import musubi.bench.Follow;
import musubi.bench.ProcessorTime;
import musubi.bench.Table;
import musubi.bench.World;

/** What a million people who wait in a scenario cost a friend's follow, by which somebody comes into another one. */
public final class AtRest {

    /** The default number of people. */
    public static final int PEOPLE = 1_000_000;

    private static final int FOLLOWS = 200;
    private static final int TO_WARM_UP = 30;

    private final World world;
    private final int people;

    private AtRest(World world, int people) {
        this.world = world;
        this.people = people;
    }

    public static void run(int people) {
        try (var world = new World()) {
            new AtRest(world, people).measure();
        }
    }

    private void measure() {
        var _ = new Enrolled(world, "FOLLOW", List.of(Enrolled.message("a", "P30D", Audience.SAME_FOR_ALL)));
        var resting = new Enrolled(world, "MANUAL", List.of(Enrolled.message("a", "P30D", Audience.SAME_FOR_ALL)));
        for (var follow = 0; follow < TO_WARM_UP; follow++) {
            var _ = Follow.millis(world);
        }
        Table.title("A single follow while %,d people wait in a scenario, %d follows each".formatted(people, FOLLOWS));
        var before = follows("before, ms");
        execute("""
                insert into enrolment (id, scenario_id, contact_id, version, step_key, due_at, look_at, entered_at)
                select gen_random_uuid(), '%s', 900000000000 + n, 1, 'a', now() + interval '1 day' + n * interval '80 milliseconds',
                    now() + interval '1 day' + n * interval '80 milliseconds', now()
                from generate_series(1, %d) as n
                """.formatted(resting.id(), people));
        execute("vacuum analyze enrolment");
        var with = follows("with them, ms");
        execute("delete from enrolment where scenario_id = '%s'".formatted(resting.id()));
        execute("vacuum analyze enrolment");
        var after = follows("after they are gone, ms");
        var without = new ArrayList<>(before);
        without.addAll(after);
        Table.row(
                "ratio of the medians, with them to without",
                "%.2f",
                List.of(Table.median(with) / Table.median(without)),
                "<= 1.1");
    }

    private List<Double> follows(String what) {
        var spent = ProcessorTime.of(world.musubi());
        var millis = new ArrayList<Double>();
        for (var follow = 0; follow < FOLLOWS; follow++) {
            millis.add(Follow.millis(world));
        }
        spent = ProcessorTime.of(world.musubi()).minus(spent);
        Table.row(what, "%.1f", millis, "");
        Table.row(
                "processor time of a follow, PostgreSQL, ms",
                "%.2f",
                List.of(spent.database().toNanos() / 1e6 / FOLLOWS),
                "");
        return millis;
    }

    /** In Musubi's own database, beside Musubi. */
    private static void execute(String sql) {
        var database = new Properties();
        try (var told = Files.newBufferedReader(World.dataDirectory().resolve("database.properties"))) {
            database.load(told);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var url = "jdbc:postgresql://%s:%s/%s"
                .formatted(
                        database.getProperty("host"), database.getProperty("port"), database.getProperty("database"));
        try (var connection = DriverManager.getConnection(
                        url, database.getProperty("username"), database.getProperty("password"));
                var statement = connection.createStatement()) {
            statement.setQueryTimeout((int) Duration.ofMinutes(10).toSeconds());
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("the database does not take it", e);
        }
    }
}
