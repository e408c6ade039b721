package musubi.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import musubi.inbox.migration.EncryptedSchema;
import musubi.system.MasterKey;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.JavaMigration;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The versions of the database's schema that this Musubi can make. */
final class Schema {

    private static final String PLACE = "classpath:db/migration";

    private final JavaMigration[] inJava;

    Schema(MasterKey masterKey) {
        this.inJava = EncryptedSchema.migrations(masterKey);
    }

    /** The newest one. */
    MigrationVersion newest() {
        return versions().max(MigrationVersion::compareTo).orElseThrow();
    }

    /** The version of that number, if this Musubi knows it. */
    Optional<MigrationVersion> known(String version) {
        return versions().filter(known -> known.getVersion().equals(version)).findAny();
    }

    private Stream<MigrationVersion> versions() {
        try {
            var files = new PathMatchingResourcePatternResolver().getResources(PLACE + "/V*__*.sql");
            return Stream.concat(
                    Arrays.stream(files)
                            .map(file -> String.valueOf(file.getFilename()))
                            .map(name -> MigrationVersion.fromVersion(name.substring(1, name.indexOf("__")))),
                    Arrays.stream(inJava).map(JavaMigration::getVersion));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Brings the database to that version, each step in a transaction of its own. */
    void migrate(DataSource database, MigrationVersion version) {
        Flyway.configure()
                .dataSource(database)
                .locations(PLACE)
                .javaMigrations(inJava)
                .target(version)
                .load()
                .migrate();
    }
}
