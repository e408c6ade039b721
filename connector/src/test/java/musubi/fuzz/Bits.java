package musubi.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Decisions and texts out of bytes that a fuzzer chose. After the last byte all is zero and empty. */
final class Bits {

    private final byte[] bytes;
    private int at;

    Bits(byte[] bytes) {
        this.bytes = bytes;
    }

    int octet() {
        return at < bytes.length ? bytes[at++] & 0xff : 0;
    }

    /** From 0 to below the limit, which is at most 65,536. */
    int below(int limit) {
        return limit <= 256 ? octet() % limit : (octet() << 8 | octet()) % limit;
    }

    boolean chance(int in) {
        return below(in) == 0;
    }

    /** So many bytes at the most. */
    byte[] some(int most) {
        var from = Math.min(at, bytes.length);
        var to = Math.min(bytes.length, from + below(most + 1));
        at = to;
        return Arrays.copyOfRange(bytes, from, to);
    }

    byte[] rest() {
        var from = Math.min(at, bytes.length);
        at = bytes.length;
        return Arrays.copyOfRange(bytes, from, bytes.length);
    }

    /** A text, of any characters or of broken ones. */
    String text(int most) {
        return new String(some(most), StandardCharsets.UTF_8);
    }

    /** For places where only Latin 1 without controls can be sent. */
    String header(int most) {
        return new String(some(most), StandardCharsets.ISO_8859_1).replaceAll("[\\x00-\\x1f\\x7f]", "~");
    }
}
