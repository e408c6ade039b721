package musubi.killed;

import java.nio.file.Path;
import musubi.testing.Seed;
import musubi.testing.suite.LongRunning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code bin/soak} does at large. */
@LongRunning(LongRunning.When.WITH_CACHE)
class SoakTests {

    @Test
    void nothingIsLostDoubledOrLeftOpen(@TempDir Path directory) throws InterruptedException {
        new Soak(Soak.Size.SMALL, Seed.VALUE, _ -> {
                    // the test says enough when it fails
                })
                .run(directory);
    }
}
