package musubi.console.overview;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import musubi.console.layout.Chart;
import musubi.console.layout.Chart.Kind;
import musubi.console.layout.Chart.Row;
import musubi.console.layout.Plot;
import org.junit.jupiter.api.Test;

class PlotTests {

    private static Plot plot(List<Long> first, List<Long> second) {
        return Plot.of(new Chart(Kind.BAR, List.of("up", "down"), List.of(new Row("a", first), new Row("b", second))));
    }

    @Test
    void theFirstSeriesGoesUpFromTheBaseLineAndTheSecondDown() {
        var plot = plot(List.of(3L, 0L), List.of(1L, 1L));
        assertThat(plot.baseLine()).isEqualTo("75.0");
        assertThat(plot.bars())
                .containsExactly(
                        new Plot.Bar(0, "a", 3, 1, "0.0", 8, "75.0"),
                        new Plot.Bar(0, "b", 1, 11, "50.0", 8, "25.0"),
                        new Plot.Bar(1, "b", 1, 11, "75.0", 8, "25.0"));
        assertThat(plot.width()).isEqualTo(20);
        assertThat(plot.total(0)).isEqualTo(4);
    }

    @Test
    void oneAmongThousandsIsSeenAndNothingLeavesTheDrawing() {
        var plot = plot(List.of(100_000L, 1L), List.of(1L, 0L));
        assertThat(plot.bars()).hasSize(3).allSatisfy(bar -> {
            assertThat(Double.parseDouble(bar.y())).isBetween(0.0, 100.0);
            assertThat(Double.parseDouble(bar.height())).isGreaterThanOrEqualTo(1.5);
            assertThat(Double.parseDouble(bar.y()) + Double.parseDouble(bar.height()))
                    .isBetween(0.0, 100.0);
        });
    }

    @Test
    void nothingIsNoBar() {
        var plot = plot(List.of(0L, 0L), List.of(0L, 0L));
        assertThat(plot.bars()).isEmpty();
        assertThat(plot.chart().empty()).isTrue();
    }

    @Test
    void quartersAreSummedByTheHoursOfTheZone() {
        var now = ZonedDateTime.parse("2026-11-27T12:20:00+05:30[Asia/Kolkata]");
        var plot = Plots.hours(
                Map.of(
                        now.toInstant().minusSeconds(20 * 60), 2L,
                        now.toInstant().minusSeconds(5 * 60), 3L,
                        now.toInstant().minusSeconds(35 * 60), 5L),
                now);
        assertThat(plot.chart().rows()).hasSize(24);
        assertThat(plot.chart().rows().getLast()).isEqualTo(new Row("12:00", List.of(5L)));
        assertThat(plot.chart().rows().get(22)).isEqualTo(new Row("11:00", List.of(5L)));
        assertThat(plot.chart().rows().getFirst().label()).isEqualTo("13:00");
    }
}
