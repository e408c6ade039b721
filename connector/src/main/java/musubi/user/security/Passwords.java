package musubi.user.security;

import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import musubi.user.UserRefusedException;
import musubi.user.UserRefusedException.Reason;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Passwords by Argon2id.
 *
 * @see <a href="https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html">OWASP, password
 *     storage</a>: 19 MiB, 2 passes, 1 lane
 */
@Component
public class Passwords {

    static final int SHORTEST = 12;
    /** So that nobody makes us hash a book. */
    static final int LONGEST = 256;

    /** Each takes 19 MiB while it is made. */
    private static final int AT_ONCE = 4;

    private final Argon2PasswordEncoder encoder = new Argon2PasswordEncoder(16, 32, 1, 19 * 1024, 2);
    private final Semaphore places = new Semaphore(AT_ONCE);
    /** Compared with where there is no account, so that the answer takes as long. */
    private final String nobodys = Objects.requireNonNull(encoder.encode(Tokens.fresh()));

    /**
     * The hash to keep.
     *
     * @throws UserRefusedException when the password is none to take
     */
    public String hash(String password, String email) {
        check(password, email);
        places.acquireUninterruptibly();
        try {
            return Objects.requireNonNull(encoder.encode(password));
        } finally {
            places.release();
        }
    }

    static void check(String password, String email) {
        if (password.codePointCount(0, password.length()) < SHORTEST) {
            throw new UserRefusedException(Reason.PASSWORD_TOO_SHORT);
        }
        if (password.length() > LONGEST) {
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
        if (password.length() > LONGEST) {
            return false;
        }
        places.acquireUninterruptibly();
        try {
            return encoder.matches(password, hash);
        } finally {
            places.release();
        }
    }

    /** Takes the time of a comparison. */
    public void matchesNobody(String password) {
        matches(password, nobodys);
    }
}
