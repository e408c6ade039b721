package musubi.connection.store;

import java.util.UUID;
import musubi.connection.store.Vault.WrongMasterKeyException;
import musubi.system.MasterKey;
import musubi.system.StartFailure;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Checks at the start that the master key is the one that this database was used with before. */
final class MasterKeyCheck {

    private static final UUID ROW = new UUID(0, 0);
    private static final String FIELD = "master-key-check";

    private MasterKeyCheck() {}

    /** @throws StartFailure when it is another one */
    static void check(JdbcClient jdbc, Vault vault) {
        jdbc.sql("insert into master_key_check (id, encrypted) values (:id, :encrypted) on conflict (id) do nothing")
                .param("id", ROW)
                .param("encrypted", vault.encrypt(ROW, FIELD, FIELD))
                .update();
        var encrypted = jdbc.sql("select encrypted from master_key_check where id = :id")
                .param("id", ROW)
                .query(byte[].class)
                .single();
        try {
            var ignored = vault.decrypt(ROW, FIELD, encrypted);
        } catch (WrongMasterKeyException e) {
            throw MasterKey.notAtHand(
                    "The master key is not the one that the credentials in this database were encrypted with.", e);
        }
    }
}
