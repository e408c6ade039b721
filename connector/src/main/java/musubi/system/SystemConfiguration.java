package musubi.system;

import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import musubi.system.start.EmbeddedDatabase;
import musubi.system.start.UsedKeyRepository;
import musubi.system.upload.StreamedUpload;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.servlet.MultipartConfigFactory;
import org.springframework.boot.servlet.autoconfigure.MultipartProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.multipart.support.StandardServletMultipartResolver;

/** Beans of classes that are not ours, and beans that depend on the embedded database. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SystemSettings.class)
class SystemConfiguration {

    /** The clock of all modules. */
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** The configured key, else the one beside the embedded database, once this process has locked its directory. */
    @Bean
    MasterKey masterKey(SystemSettings settings, ObjectProvider<EmbeddedDatabase> embedded) {
        var given = settings.masterKey();
        if (given != null) {
            return MasterKey.of(given, "musubi.master-key");
        }
        var database = embedded.getIfAvailable();
        if (database == null) {
            throw new StartFailure(
                    "With a database of your own (spring.datasource.url) the master key must be given.",
                    "Make one with \"openssl rand -base64 32\", keep it safe, and set it as musubi.master-key"
                            + " (MUSUBI_MASTER_KEY) on every Musubi that uses this database.");
        }
        var directory = database.dataDirectory();
        var server = database.server();
        // a new one would only be in the way of the former one
        if (!MasterKey.isIn(directory) && new UsedKeyRepository(server).isUsed()) {
            throw MasterKey.notAtHand(
                    "The file " + directory.resolve("master.key")
                            + " is missing, and the database there was used with it.",
                    null);
        }
        return MasterKey.storedIn(directory);
    }

    /** As Spring Boot configures it, except for the directory of the files. */
    @Bean
    MultipartConfigElement multipartConfig(MultipartProperties limits, UploadSpool spool) {
        var config = new MultipartConfigFactory();
        config.setLocation(spool.directory().toString());
        config.setMaxFileSize(limits.getMaxFileSize());
        config.setMaxRequestSize(limits.getMaxRequestSize());
        config.setFileSizeThreshold(limits.getFileSizeThreshold());
        return config.createMultipartConfig();
    }

    /**
     * Does not read the files of a request that was not admitted, which the error page would otherwise do, nor those that a
     * controller reads itself.
     */
    @Bean
    StandardServletMultipartResolver multipartResolver(ObjectProvider<StreamedUpload> streamed) {
        var itself = streamed.stream().toList();
        return new StandardServletMultipartResolver() {
            @Override
            public boolean isMultipart(HttpServletRequest request) {
                return Uploads.areAdmitted(request)
                        && super.isMultipart(request)
                        && itself.stream().noneMatch(upload -> upload.matches(request));
            }
        };
    }

    @Bean
    @ConditionalOnBean(EmbeddedDatabase.class)
    JdbcConnectionDetails embeddedDatabaseConnection(EmbeddedDatabase database) {
        var server = database.server();
        var url = server.url();
        var username = server.username();
        var password = server.password();
        return new JdbcConnectionDetails() {
            @Override
            public String getJdbcUrl() {
                return url;
            }

            @Override
            public String getUsername() {
                return username;
            }

            @Override
            public String getPassword() {
                return password;
            }
        };
    }
}
