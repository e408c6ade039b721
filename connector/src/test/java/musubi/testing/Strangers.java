package musubi.testing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Whoever speaks HTTP to us as no proper client would: by the byte. Loopback only. */
public final class Strangers implements AutoCloseable {

    private static final int TIMEOUT_MS = 20_000;

    private final URI target;
    private final Queue<Stranger> all = new ConcurrentLinkedQueue<>();

    private Strangers(URI target) {
        this.target = target;
    }

    /** Who come to that Musubi. */
    public static Strangers at(URI target) {
        return new Strangers(target);
    }

    /** One of them, whose connection stays open until all of them go. */
    public Stranger connect() throws IOException {
        var socket = new Socket();
        socket.connect(new InetSocketAddress("localhost", target.getPort()), TIMEOUT_MS);
        socket.setSoTimeout(TIMEOUT_MS);
        var stranger = new Stranger(socket, new BufferedInputStream(socket.getInputStream()));
        all.add(stranger);
        return stranger;
    }

    /** A connection. */
    public record Stranger(Socket socket, InputStream in) {

        /** Sends these bytes, and no more. */
        public void send(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
        }

        /** The status of the next answer; 0 when the connection is closed. */
        public int status() {
            return head().stream()
                    .findFirst()
                    .map(line -> Integer.parseInt(line.split(" ", 3)[1]))
                    .orElse(0);
        }

        /** The lines of the head of the next answer; none when the connection is closed. */
        public List<String> head() {
            var lines = new ArrayList<String>();
            try {
                var line = new StringBuilder();
                for (var next = in.read(); next >= 0; next = in.read()) {
                    if (next == '\n') {
                        if (line.isEmpty()) {
                            return lines;
                        }
                        lines.add(line.toString());
                        line.setLength(0);
                    } else if (next != '\r') {
                        line.append((char) next);
                    }
                }
                return lines;
            } catch (IOException closed) {
                return lines;
            }
        }

        /** Sends one more byte, and tells whether there is an answer already or nobody listens any more. */
        public boolean isOver() {
            try {
                if (in.available() > 0) {
                    return true;
                }
                socket.getOutputStream().write('a');
                return false;
            } catch (IOException closed) {
                return true;
            }
        }

        /** Goes. */
        public void close() {
            try {
                socket.close();
            } catch (IOException gone) {
                // gone is what is wanted
            }
        }
    }

    /** The head of a request, with the empty line. */
    public static byte[] head(String method, String path, String... headers) {
        return (method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n" + String.join("\r\n", headers)
                        + (headers.length == 0 ? "\r\n" : "\r\n\r\n"))
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        all.forEach(Stranger::close);
        all.clear();
    }
}
