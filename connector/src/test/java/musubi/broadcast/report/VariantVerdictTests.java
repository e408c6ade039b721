package musubi.broadcast.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import musubi.broadcast.report.VariantVerdict.Kind;
import org.junit.jupiter.api.Test;

class VariantVerdictTests {

    private static Proportion rate(long part, long of) {
        return new Proportion(part, of);
    }

    @Test
    void aClearDifferenceIsOne() {
        assertThat(VariantVerdict.of(List.of(rate(200, 1000), rate(250, 1000))))
                .isEqualTo(new VariantVerdict(Kind.DIFFERENT, 1, 0));
    }

    @Test
    void aSmallDifferenceMayBeChance() {
        assertThat(VariantVerdict.of(List.of(rate(230, 1000), rate(220, 1000))))
                .isEqualTo(new VariantVerdict(Kind.MAY_BE_CHANCE, 0, 1));
        assertThat(VariantVerdict.of(List.of(rate(100, 1000), rate(100, 1000))))
                .isEqualTo(new VariantVerdict(Kind.MAY_BE_CHANCE, 0, 1));
    }

    @Test
    void ofFewPeopleOrClicksNothingIsSaid() {
        assertThat(VariantVerdict.of(List.of(rate(0, 5), rate(5, 5))).kind()).isEqualTo(Kind.TOO_FEW);
        assertThat(VariantVerdict.of(List.of(rate(1, 1000), rate(7, 1000))).kind())
                .isEqualTo(Kind.TOO_FEW);
        assertThat(VariantVerdict.of(List.of(rate(0, 0), rate(0, 0))).kind()).isEqualTo(Kind.TOO_FEW);
    }

    /** p = 0.0412: enough for one pair, and for none of six. */
    @Test
    void withMoreVariantsADifferenceHasToBeClearer() {
        var two = List.of(rate(25, 50), rate(15, 50));
        assertThat(VariantVerdict.of(two).kind()).isEqualTo(Kind.DIFFERENT);
        assertThat(VariantVerdict.of(List.of(rate(10, 50), rate(25, 50), rate(12, 50), rate(15, 50))))
                .isEqualTo(new VariantVerdict(Kind.MAY_BE_CHANCE, 1, 3));
    }
}
