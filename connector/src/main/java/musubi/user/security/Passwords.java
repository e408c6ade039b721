package musubi.user.security;

import java.util.Base64;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import musubi.user.UserRefusedException;
import musubi.user.UserRefusedException.Reason;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Hashes passwords by Argon2id, and checks new ones.
 *
 * @see <a href="https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html">OWASP, password
 *     storage</a>: 19 MiB, 2 passes, 1 lane
 */
@Component
public class Passwords {

    static final int MIN_LENGTH = 12;
    /** Limits the work of hashing. */
    static final int MAX_LENGTH = 256;

    /** Each hash takes 19 MiB while it is computed. */
    private static final int MAX_CONCURRENT = 4;

    private static final int MEMORY_KIBIBYTES = 19 * 1024;
    private static final int PASSES = 2;
    /** What to compare with when there is no account, so that the answer takes as long: no password has a hash of zeros. */
    private static final String HASH_OF_NOBODY =
            "$argon2id$v=19$m=%d,t=%d,p=1$%s$%s".formatted(MEMORY_KIBIBYTES, PASSES, zeros(16), zeros(32));

    private final Argon2PasswordEncoder encoder;
    private final Semaphore permits = new Semaphore(MAX_CONCURRENT);

    public Passwords() {
        this(MEMORY_KIBIBYTES, PASSES);
    }

    /** With another cost of new hashes: for tests, which create people all the time. */
    public Passwords(int memoryKibibytes, int passes) {
        this.encoder = new Argon2PasswordEncoder(16, 32, 1, memoryKibibytes, passes);
    }

    private static String zeros(int bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(new byte[bytes]);
    }

    /**
     * Hashes a new password.
     *
     * @throws UserRefusedException when the password is too short, too long or too easy to guess
     */
    public String hash(String password, String email) {
        check(password, email);
        permits.acquireUninterruptibly();
        try {
            return Objects.requireNonNull(encoder.encode(password));
        } finally {
            permits.release();
        }
    }

    static void check(String password, String email) {
        if (password.codePointCount(0, password.length()) < MIN_LENGTH) {
            throw new UserRefusedException(Reason.PASSWORD_TOO_SHORT);
        }
        if (password.length() > MAX_LENGTH) {
            throw new UserRefusedException(Reason.PASSWORD_TOO_LONG);
        }
        if (password.toLowerCase(Locale.ROOT).equals(email)
                || password.codePoints().distinct().count() < 3) {
            throw new UserRefusedException(Reason.PASSWORD_TOO_SIMPLE);
        }
        if (CommonPasswords.has(password)) {
            throw new UserRefusedException(Reason.PASSWORD_COMMON);
        }
    }

    public boolean matches(String password, String hash) {
        if (password.length() > MAX_LENGTH) {
            return false;
        }
        permits.acquireUninterruptibly();
        try {
            return encoder.matches(password, hash);
        } finally {
            permits.release();
        }
    }

    /** Takes as long as {@link #matches}. */
    public void matchesNobody(String password) {
        matches(password, HASH_OF_NOBODY);
    }
}
