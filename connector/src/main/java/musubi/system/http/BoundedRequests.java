package musubi.system.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.AbstractClientHttpRequest;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;

/** {@link BoundedHttp} for Spring's clients. The complete answer has arrived before they read it. */
public final class BoundedRequests implements ClientHttpRequestFactory {

    /** Headers that the JDK's client sets itself and does not let others set. */
    private static final Set<String> RESERVED = Set.of("connection", "content-length", "expect", "host", "upgrade");

    private final BoundedHttp http;

    /** @param http sends all requests */
    public BoundedRequests(BoundedHttp http) {
        this.http = http;
    }

    @Override
    public ClientHttpRequest createRequest(URI address, HttpMethod method) {
        return new Request(http, address, method);
    }

    private static final class Request extends AbstractClientHttpRequest {

        private final BoundedHttp http;
        private final URI address;
        private final HttpMethod method;
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();

        private Request(BoundedHttp http, URI address, HttpMethod method) {
            this.http = http;
            this.address = address;
            this.method = method;
        }

        @Override
        public URI getURI() {
            return address;
        }

        @Override
        public HttpMethod getMethod() {
            return method;
        }

        @Override
        protected OutputStream getBodyInternal(HttpHeaders headers) {
            return body;
        }

        @Override
        protected ClientHttpResponse executeInternal(HttpHeaders headers) throws IOException {
            var request = HttpRequest.newBuilder(address)
                    .method(
                            method.name(),
                            body.size() == 0
                                    ? BodyPublishers.noBody()
                                    : BodyPublishers.ofByteArray(body.toByteArray()));
            headers.forEach((name, values) -> {
                if (!RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
                    values.forEach(value -> request.header(name, value));
                }
            });
            try {
                return new Response(http.send(request.build()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted");
            }
        }
    }

    private record Response(HttpResponse<byte[]> answer) implements ClientHttpResponse {

        @Override
        public HttpStatusCode getStatusCode() {
            return HttpStatusCode.valueOf(answer.statusCode());
        }

        @Override
        public String getStatusText() {
            return "";
        }

        @Override
        public HttpHeaders getHeaders() {
            var headers = new HttpHeaders();
            answer.headers().map().forEach(headers::addAll);
            return headers;
        }

        @Override
        public InputStream getBody() {
            return new ByteArrayInputStream(answer.body());
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
