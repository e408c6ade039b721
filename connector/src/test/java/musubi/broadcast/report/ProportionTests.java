package musubi.broadcast.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values as R's {@code prop.test(…, correct = FALSE)} gives them. */
class ProportionTests {

    private static final Offset<Double> CLOSE = within(0.00005);

    @ParameterizedTest
    @CsvSource({
        "10, 100, 0.0552, 0.1744",
        "0, 10, 0, 0.2775",
        "10, 10, 0.7225, 1",
        "1, 10, 0.0179, 0.4042",
        "50, 100, 0.4038, 0.5962",
        "15000, 100000, 0.1478, 0.1522",
        "0, 0, 0, 1"
    })
    void theIntervalIsWilsons(long part, long of, double low, double high) {
        var interval = new Proportion(part, of).interval();
        assertThat(interval.low()).isCloseTo(low, CLOSE);
        assertThat(interval.high()).isCloseTo(high, CLOSE);
    }

    @ParameterizedTest
    @CsvSource({
        "15, 50, 25, 50, 0.0412",
        "200, 1000, 250, 1000, 0.0074",
        "100, 1000, 100, 1000, 1",
        "30, 300, 20, 100, 0.0088",
        "0, 100, 0, 100, 1",
        "100, 100, 100, 100, 1",
        "0, 0, 5, 10, 1"
    })
    void theChanceOfADifferenceIsThatOfTheTestOfTwoProportions(
            long part, long of, long otherPart, long otherOf, double chance) {
        var one = new Proportion(part, of);
        var other = new Proportion(otherPart, otherOf);
        assertThat(one.chanceOfDifference(other)).isCloseTo(chance, CLOSE);
        assertThat(other.chanceOfDifference(one)).isEqualTo(one.chanceOfDifference(other));
    }

    @Test
    void nobodyHasNoShareAndAPartIsNeverMoreThanTheWhole() {
        assertThat(new Proportion(0, 0).share()).isZero();
        assertThat(new Proportion(1, 8).share()).isEqualTo(0.125);
        assertThatThrownBy(() -> new Proportion(2, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Proportion(-1, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
