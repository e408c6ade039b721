package musubi.system.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * How to stop the server.
 *
 * @see <a href="https://www.postgresql.org/docs/18/server-shutdown.html">Shutting down the server</a>
 */
enum Signal {
    /** Clients are cut off, a checkpoint is written. */
    FAST("INT"),
    /** At once; the next start recovers. */
    IMMEDIATE("QUIT"),
    /** The last resort. */
    KILL("KILL");

    private final String name;

    Signal(String name) {
        this.name = name;
    }

    void send(long processId) {
        try {
            // the shell's own kill: the program of that name is not on every machine
            new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + processId)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
        }
    }
}
