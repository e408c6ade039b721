package musubi.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** The key that encrypts all secrets in the database. It is never printed. */
public final class MasterKey {

    /** Its length in bytes. */
    public static final int LENGTH = 32;

    private static final String SETTING = "musubi.master-key";
    private static final String FILE = "master.key";

    private final byte[] bytes;

    private MasterKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Decodes a key as an operator sets it.
     *
     * @param base64 of exactly 32 bytes, with the standard or the URL alphabet
     * @param origin where the key was set, for the message of the failure
     * @throws StartFailure when it is anything else
     */
    static MasterKey of(String base64, String origin) {
        try {
            var bytes =
                    Base64.getDecoder().decode(base64.strip().replace('-', '+').replace('_', '/'));
            if (bytes.length == LENGTH) {
                return new MasterKey(bytes);
            }
        } catch (IllegalArgumentException notBase64) {
            // reported below, without the message of the decoder, which quotes the key
        }
        throw new StartFailure(
                "The master key in " + origin + " is not the base64 of " + LENGTH + " bytes.",
                "Restore the one this database was used with; for a new database make one with"
                        + " \"openssl rand -base64 32\".");
    }

    /** The key in the file {@code master.key} of the data directory, which is created (mode 0600) on first use. */
    static MasterKey storedIn(Path dataDirectory) {
        var file = dataDirectory.resolve(FILE);
        if (!Files.exists(file)) {
            var bytes = new byte[LENGTH];
            new SecureRandom().nextBytes(bytes);
            PrivateFile.write(file, Base64.getEncoder().encodeToString(bytes) + "\n");
        }
        try {
            return of(Files.readString(file), file.toString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * The key that is there already, for a command: the one that is set, else the one in the data directory if there is no database of the
     * operator's own.
     *
     * @throws StartFailure when it is not the base64 of 32 bytes
     */
    public static Optional<MasterKey> existing(Environment settings) {
        var given = settings.getProperty(SETTING, "");
        if (StringUtils.hasText(given)) {
            return Optional.of(of(given, SETTING));
        }
        var data = Path.of(settings.getProperty("musubi.data-dir", "data"));
        var isOutside = StringUtils.hasText(settings.getProperty("spring.datasource.url"));
        return isOutside || !isIn(data) ? Optional.empty() : Optional.of(storedIn(data));
    }

    /** Whether the data directory has a key. */
    static boolean isIn(Path dataDirectory) {
        return Files.exists(dataDirectory.resolve(FILE));
    }

    /**
     * The failure for a database whose key is not at hand: what is lost without it, and the way out.
     *
     * @param what happened, as a sentence
     */
    public static StartFailure notAtHand(String what, @Nullable Throwable cause) {
        return new StartFailure(
                what + " Nothing was changed.",
                "Set the former key as musubi.master-key (MUSUBI_MASTER_KEY), or put the file master.key back into"
                        + " musubi.data-dir. Without it nobody can read the credentials, the waiting events and the messages under way"
                        + " in this database; contacts in HubSpot are not affected. If it is lost for good: docs/runbook.md, \"The"
                        + " master key is lost, or known to others\".",
                cause);
    }

    /** A copy of the 32 bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public String toString() {
        return "MasterKey";
    }
}
