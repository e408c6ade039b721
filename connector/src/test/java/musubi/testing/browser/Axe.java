package musubi.testing.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Axe for pages: the newest one is at npm alone, with the other packages for tests. */
public final class Axe {

    /** Installs them, unless they are there. */
    private static final Path INSTALL = Path.of("../sandbox-tests/src/test/node/install");

    private static final Path SCRIPT = Path.of("../sandbox-tests/target/node-clients/node_modules/axe-core/axe.min.js");

    /** Is evaluated in a page; then there is {@code axe}. */
    public static final String SOURCE = source();

    private Axe() {}

    private static String source() {
        try {
            var installs = new ProcessBuilder(INSTALL.toAbsolutePath().toString())
                    .redirectErrorStream(true)
                    .start();
            var said = new String(installs.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!installs.waitFor(5, TimeUnit.MINUTES) || installs.exitValue() != 0) {
                throw new IllegalStateException("%s needs npm: %s".formatted(INSTALL, said));
            }
            return Files.readString(SCRIPT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
