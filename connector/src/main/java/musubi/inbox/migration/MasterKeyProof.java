package musubi.inbox.migration;

import com.google.crypto.tink.subtle.AesGcmJce;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import musubi.system.MasterKey;
import musubi.system.StartFailure;

/**
 * Checks that the master key is the one that this database was used with. The start checks that for itself, but later than the
 * migrations, and a migration with another key would make events unreadable.
 */
final class MasterKeyProof {

    /** The row that {@code connection.MasterKeyCheck} writes. */
    private static final UUID ROW = new UUID(0, 0);

    private MasterKeyProof() {}

    /** @throws StartFailure when it is another one */
    static void check(Connection connection, byte[] masterKey) throws SQLException {
        try (var statement = connection.prepareStatement("select encrypted from master_key_check where id = ?")) {
            statement.setObject(1, ROW);
            try (var rows = statement.executeQuery()) {
                if (rows.next()) {
                    var associated = (ROW + "/master-key-check").getBytes(StandardCharsets.UTF_8);
                    var ignored = new AesGcmJce(masterKey).decrypt(rows.getBytes(1), associated);
                }
            }
        } catch (GeneralSecurityException e) {
            throw MasterKey.notAtHand(
                    "The master key is not the one that the credentials in this database were encrypted with.", e);
        }
    }
}
