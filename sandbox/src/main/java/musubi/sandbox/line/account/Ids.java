package musubi.sandbox.line.account;

import java.util.Random;
import java.util.UUID;

/** Ids in LINE's shapes, from one seeded generator. */
public final class Ids {

    private static final String CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final Random random;

    public Ids(long seed) {
        this.random = new Random(seed);
    }

    /** A number from 0 to {@code bound - 1}. */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    Random random() {
        return random;
    }

    public String hex(int length) {
        return text("0123456789abcdef", length);
    }

    /** A user id; of groups and rooms the first letter is {@code C} and {@code R}. */
    public String chat(char kind) {
        return kind + hex(32);
    }

    public String digits(int length) {
        return text("123456789", 1) + text("0123456789", length - 1);
    }

    public String letters(int length) {
        return text(LETTERS, length);
    }

    public String uuid() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    /** A ULID: 48 bits of milliseconds, 80 random bits, in Crockford's base 32. */
    String ulid(long millis) {
        var ulid = new char[10];
        for (var at = 9; at >= 0; at--) {
            ulid[at] = CROCKFORD.charAt((int) (millis & 31));
            millis >>>= 5;
        }
        return new String(ulid) + text(CROCKFORD, 16);
    }

    private String text(String alphabet, int length) {
        var text = new char[length];
        for (var at = 0; at < length; at++) {
            text[at] = alphabet.charAt(random.nextInt(alphabet.length()));
        }
        return new String(text);
    }
}
