package musubi.bench;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** A keep-alive connection and the request in progress on it. */
final class Exchange {

    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *([0-9]+)");

    final SocketChannel channel;
    private final ByteBuffer out = ByteBuffer.allocateDirect(4_096);
    private final ByteBuffer in = ByteBuffer.allocateDirect(16_384);
    /** When the request was due, ns. */
    long since;

    /** The length of the last answer that was no error, bytes: the next one has the same length and is not parsed. */
    private int usualLength;

    private int usualStatus;

    Exchange(SocketChannel channel) {
        this.channel = channel;
    }

    void send(byte[] request, long intended) throws IOException {
        since = intended;
        in.clear();
        out.clear();
        out.put(request).flip();
        while (out.hasRemaining()) {
            var _ = channel.write(out);
        }
    }

    /** The status once the whole answer has arrived, otherwise 0. */
    int receive() throws IOException {
        if (channel.read(in) < 0) {
            throw new EOFException("the server closed the connection");
        }
        if (in.position() == usualLength
                && in.get(9) - '0' == usualStatus / 100
                && in.get(11) - '0' == usualStatus % 10) {
            return usualStatus;
        }
        var end = headEnd();
        if (end < 0) {
            return 0;
        }
        var head = new byte[end];
        in.get(0, head);
        var text = new String(head, StandardCharsets.ISO_8859_1);
        var length = LENGTH.matcher(text);
        if (!length.find()) {
            throw new IOException("an answer without length: " + text);
        }
        var whole = end + Integer.parseInt(length.group(1));
        if (in.position() < whole) {
            return 0;
        }
        var status = Integer.parseInt(text.substring(9, 12));
        if (status < 400) {
            usualLength = whole;
            usualStatus = status;
        }
        return status;
    }

    private int headEnd() {
        for (var at = 3; at < in.position(); at++) {
            if (in.get(at) == '\n' && in.get(at - 1) == '\r' && in.get(at - 2) == '\n') {
                return at + 1;
            }
        }
        return -1;
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException("a socket does not close", e);
        }
    }
}
