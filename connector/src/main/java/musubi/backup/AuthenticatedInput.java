package musubi.backup;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import javax.crypto.Mac;

/** The bytes of a file but the last ones, which authenticate those before. */
final class AuthenticatedInput extends FilterInputStream {

    private final Mac mac;
    private long left;

    /**
     * @param length of the whole file in bytes
     * @throws DamagedBackupException when it is too short to be authenticated
     */
    AuthenticatedInput(InputStream in, long length, Mac mac) throws DamagedBackupException {
        super(in);
        this.mac = mac;
        this.left = length - BackupKey.MAC_LENGTH;
        if (left < 0) {
            throw new DamagedBackupException("it is cut");
        }
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        if (left == 0) {
            return -1;
        }
        var read = in.read(bytes, from, (int) Math.min(length, left));
        if (read < 0) {
            throw new EOFException("the file became shorter while it was read");
        }
        mac.update(bytes, from, read);
        left -= read;
        return read;
    }

    /** Of what is not authenticated nothing is available. */
    @Override
    public int available() {
        return (int) Math.min(left, Integer.MAX_VALUE);
    }

    @Override
    public long skip(long bytes) throws IOException {
        throw new IOException("every byte counts");
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /**
     * Compares the rest of the file with what was read. To be called when {@link #read} is at its end.
     *
     * @throws DamagedBackupException when the file is not as it was written, or there is something between its content and its end
     */
    void verify() throws IOException, DamagedBackupException {
        var code = in.readNBytes(BackupKey.MAC_LENGTH);
        if (left > 0 || in.read() >= 0 || !MessageDigest.isEqual(mac.doFinal(), code)) {
            throw new DamagedBackupException("it is cut or was altered");
        }
    }
}
