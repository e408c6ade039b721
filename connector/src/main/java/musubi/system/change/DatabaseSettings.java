package musubi.system.change;

import musubi.system.Setting;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.StringUtils;

/**
 * Settings of a database that several nodes use.
 *
 * @param listenUrl the JDBC address for the connection that waits for notifications, where {@code spring.datasource.url} leads to a pooler
 *     in transaction mode; user and password are the same
 */
@ConfigurationProperties("musubi.database")
record DatabaseSettings(@Nullable String listenUrl) {

    private static final String POSTGRESQL = "jdbc:postgresql:";

    DatabaseSettings {
        listenUrl = StringUtils.hasText(listenUrl) ? listenUrl.strip() : null;
        if (listenUrl != null && !listenUrl.startsWith(POSTGRESQL)) {
            // without what was entered: there may be a password in it
            throw new Setting("musubi.database.listen-url", "").refused("another address", POSTGRESQL + "//…");
        }
    }

    /** Without the address, which may contain a password. */
    @Override
    public String toString() {
        return "DatabaseSettings[]";
    }
}
