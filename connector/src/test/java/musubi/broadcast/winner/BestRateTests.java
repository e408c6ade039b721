package musubi.broadcast.winner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import musubi.broadcast.winner.BestRate.Rate;
import musubi.broadcast.winner.Winner.Undecided;
import org.junit.jupiter.api.Test;

class BestRateTests {

    @Test
    void theHighestShareIsTheBestAndNotTheMostClicks() {
        assertThat(BestRate.of(List.of(new Rate(10, 100), new Rate(9, 80), new Rate(1, 20))))
                .isEqualTo(new BestRate.Best(1));
        assertThat(BestRate.of(List.of(new Rate(0, 100), new Rate(0, 100), new Rate(1, 1_000_000))))
                .isEqualTo(new BestRate.Best(2));
    }

    @Test
    void withoutAClickThereIsNone() {
        assertThat(BestRate.of(List.of(new Rate(0, 10), new Rate(0, 0))))
                .isEqualTo(new BestRate.None(Undecided.NO_CLICKS));
    }

    /** By exact shares: a third is a third of many, too. */
    @Test
    void ofEqualSharesNoneIsTheBest() {
        assertThat(BestRate.of(List.of(new Rate(1, 3), new Rate(100, 300), new Rate(0, 10))))
                .isEqualTo(new BestRate.None(Undecided.EQUAL));
    }

    @Test
    void equalOnesBehindTheBestDoNotMatter() {
        assertThat(BestRate.of(List.of(new Rate(1, 10), new Rate(2, 10), new Rate(1, 10))))
                .isEqualTo(new BestRate.Best(1));
    }

    @Test
    void aVariantThatNobodyGotIsNotTheBest() {
        assertThat(BestRate.of(List.of(new Rate(0, 0), new Rate(1, 100)))).isEqualTo(new BestRate.Best(1));
    }
}
