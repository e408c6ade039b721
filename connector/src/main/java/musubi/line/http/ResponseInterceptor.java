package musubi.line.http;

import com.linecorp.bot.client.base.exception.AbstractLineClientException;
import com.linecorp.bot.client.base.http.HttpChain;
import com.linecorp.bot.client.base.http.HttpInterceptor;
import com.linecorp.bot.client.base.http.HttpResponse;
import com.linecorp.bot.messaging.client.MessagingApiClientException;
import java.io.IOException;
import java.util.Optional;
import musubi.system.http.ContentType;
import okhttp3.Response;
import okhttp3.ResponseBody;

/**
 * Reads each response of LINE's client completely before the client parses it. Fails calls whose response is larger than 1 MiB
 * or does not come from LINE.
 */
final class ResponseInterceptor implements HttpInterceptor {

    /** The largest responses are pages of 1,000 friends: some 40 kB. */
    private static final int MAX_BYTES = 1024 * 1024;

    @Override
    public HttpResponse intercept(HttpChain chain) throws IOException {
        try (var response = chain.proceed(chain.request()).toOkHttpResponse()) {
            var type = Optional.ofNullable(response.header("Content-Type"));
            var redirect = response.priorResponse();
            if (redirect != null) {
                // LINE's API never redirects
                throw new ForeignAnswerException(redirect.code(), ContentType.name(type));
            }
            var body = bytes(response);
            var ignored = LineResponses.read(response.code(), type, body);
            return new HttpResponse(response.newBuilder()
                    .body(ResponseBody.create(body, response.body().contentType()))
                    .build());
        } catch (AbstractLineClientException e) {
            // LINE's client has read a response other than 2xx already, and keeps only some fields of it
            if (isForeign(e)) {
                throw new ForeignAnswerException(
                        e.getCode(), ContentType.name(Optional.ofNullable(e.getHeader("Content-Type"))));
            }
            throw e;
        } catch (RuntimeException e) {
            // LINE's client takes for granted what this response lacks; OkHttp would end its thread by it
            throw new IOException("a response that LINE's client cannot read", e);
        }
    }

    private static boolean isForeign(AbstractLineClientException e) {
        var fromLine = e instanceof MessagingApiClientException known && known.getError() != null;
        return !fromLine && !LineResponses.isUnambiguous(e.getCode());
    }

    private static byte[] bytes(Response response) throws IOException {
        var source = response.body().source();
        if (source.request(MAX_BYTES + 1L)) {
            throw new IOException("a response of more than %d bytes".formatted(MAX_BYTES));
        }
        return source.readByteArray();
    }
}
