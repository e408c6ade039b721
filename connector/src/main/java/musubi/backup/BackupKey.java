package musubi.backup;

import com.google.crypto.tink.subtle.Hkdf;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import musubi.system.MasterKey;

/** What is derived from the master key for back-ups: the key that authenticates a file, and an id that says which master key it was. */
final class BackupKey {

    /** Length in bytes of the code at the end of a file. */
    static final int MAC_LENGTH = 32;

    private static final String MAC = "HmacSHA256";
    private static final int ID_LENGTH = 8;

    private final MasterKey masterKey;

    BackupKey(MasterKey masterKey) {
        this.masterKey = masterKey;
    }

    /** 16 hexadecimal digits, which say nothing about the key. */
    String id() {
        return HexFormat.of().formatHex(derived("musubi/backup/key-id", ID_LENGTH));
    }

    /** A new HMAC-SHA-256 over all that is in a file before it. */
    Mac mac() {
        try {
            var mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(derived("musubi/backup/file", MAC_LENGTH), MAC));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + MAC, e);
        }
    }

    private byte[] derived(String purpose, int length) {
        try {
            return Hkdf.computeHkdf(
                    MAC, masterKey.bytes(), new byte[0], purpose.getBytes(StandardCharsets.UTF_8), length);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the master key cannot be used", e);
        }
    }
}
