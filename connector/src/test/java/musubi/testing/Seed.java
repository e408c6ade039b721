package musubi.testing;

import java.util.Random;

/**
 * The seed of this test run: {@code -Dmusubi.seed=…}, otherwise another each time. It decides the order of classes and
 * methods, and is printed at the end, so that an order in which a test fails can be had again.
 */
public final class Seed {

    public static final long VALUE = Long.getLong("musubi.seed", System.nanoTime());

    private Seed() {}

    /** A generator that does not depend on which others are used before. */
    public static Random random(String of) {
        return new Random(VALUE ^ of.hashCode());
    }
}
