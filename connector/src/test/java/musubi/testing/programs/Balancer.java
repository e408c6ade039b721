package musubi.testing.programs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import musubi.testing.ConnectorProcess;

/** An nginx that sends each request to the next node, as in docs/deploy.md: without sticky sessions. */
public final class Balancer implements AutoCloseable {

    /** The header of answers that says which node it was: address and port. */
    public static final String NODE = "X-Node";

    private final Daemon nginx;
    private final URI url;

    private Balancer(Daemon nginx, URI url) {
        this.nginx = nginx;
        this.url = url;
    }

    /** Before the nodes on these ports; some may not be there yet. */
    public static Balancer start(Path directory, List<Integer> ports) {
        var program = Daemon.installed("nginx");
        var port = ConnectorProcess.freePort();
        var servers = ports.stream()
                .map("server 127.0.0.1:%d max_fails=1 fail_timeout=1s;"::formatted)
                .collect(Collectors.joining("\n    "));
        try {
            Files.createDirectories(directory);
            var configuration = directory.resolve("nginx.conf");
            Files.writeString(configuration, """
                    daemon off;
                    master_process off;
                    pid %1$s/nginx.pid;
                    error_log %1$s/error.log;
                    events { worker_connections 512; }
                    http {
                      access_log off;
                      client_body_temp_path %1$s/body;
                      proxy_temp_path %1$s/proxy;
                      fastcgi_temp_path %1$s/fastcgi;
                      uwsgi_temp_path %1$s/uwsgi;
                      scgi_temp_path %1$s/scgi;
                      upstream musubi {
                        %2$s
                      }
                      server {
                        listen 127.0.0.1:%3$d;
                        client_max_body_size 210m;
                        location / {
                          proxy_pass http://musubi;
                          proxy_http_version 1.1;
                          proxy_set_header Connection "";
                          proxy_set_header Host $http_host;
                          proxy_set_header X-Forwarded-For $remote_addr;
                          proxy_connect_timeout 2s;
                          proxy_next_upstream error timeout http_503 non_idempotent;
                          add_header %4$s $upstream_addr always;
                        }
                      }
                    }
                    """.formatted(directory, servers, port, NODE));
            return new Balancer(
                    Daemon.start(List.of(program, "-e", "stderr", "-c", configuration.toString()), directory, port),
                    URI.create("http://localhost:" + port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens. */
    public URI url() {
        return url;
    }

    @Override
    public void close() {
        nginx.close();
    }
}
