package musubi.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/** The key that encrypts all secrets in the database. It is never printed. */
public final class MasterKey {

    /** Its length in bytes. */
    public static final int LENGTH = 32;

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
        var file = dataDirectory.resolve("master.key");
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

    /** A copy of the 32 bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public String toString() {
        return "MasterKey";
    }
}
