package musubi.system.start;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import musubi.system.PrivateFile;
import musubi.system.StartFailure;
import musubi.system.postgres.EmbeddedPostgres;
import org.springframework.beans.factory.DisposableBean;

/** The embedded PostgreSQL of the application: starts in the background, and stops after all beans that use it. */
public final class EmbeddedDatabase implements DisposableBean {

    private final Path dataDirectory;
    private final CompletableFuture<EmbeddedPostgres> starting = new CompletableFuture<>();

    private EmbeddedDatabase(Path dataDirectory) {
        this.dataDirectory = dataDirectory;
    }

    /** Starts the database in the background. */
    static EmbeddedDatabase start(Path dataDirectory) {
        var database = new EmbeddedDatabase(PrivateFile.directory(dataDirectory));
        Thread.ofPlatform().name("postgresql-start").start(database::run);
        return database;
    }

    private void run() {
        try {
            starting.complete(EmbeddedPostgres.start(dataDirectory));
        } catch (RuntimeException | Error failure) {
            starting.completeExceptionally(failure);
        }
    }

    public Path dataDirectory() {
        return dataDirectory;
    }

    /**
     * Waits until the server runs.
     *
     * @throws StartFailure when it cannot be started
     */
    public EmbeddedPostgres server() {
        try {
            return starting.join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof StartFailure startFailure) {
                throw startFailure;
            }
            throw failure;
        }
    }

    @Override
    public void destroy() throws InterruptedException {
        try {
            starting.get().close();
        } catch (ExecutionException neverStarted) {
            // reported to the first caller of server()
        }
    }
}
