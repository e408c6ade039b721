package musubi.system.start;

import musubi.system.postgres.EmbeddedPostgres;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Whether the embedded database was used with a master key, before the tables are migrated. */
public final class UsedKeyRepository {

    private final JdbcClient jdbc;

    public UsedKeyRepository(EmbeddedPostgres server) {
        this.jdbc = JdbcClient.create(new DriverManagerDataSource(server.url(), server.username(), server.password()));
    }

    /** True from the end of the first start on, which notes something that only this key decrypts. */
    public boolean isUsed() {
        var exists = jdbc.sql("select to_regclass('master_key_check') is not null")
                .query(Boolean.class)
                .single();
        return exists
                && jdbc.sql("select exists (select from master_key_check)")
                        .query(Boolean.class)
                        .single();
    }
}
