package musubi.line;

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

/** Reads each answer to LINE's client whole before it is parsed: within a size, and only where LINE itself speaks. */
final class BoundedAnswers implements HttpInterceptor {

    /** The largest are pages of 1,000 friends: some 40 kB. */
    private static final int MAX_BYTES = 1024 * 1024;

    @Override
    public HttpResponse intercept(HttpChain chain) throws IOException {
        try (var answer = chain.proceed(chain.request()).toOkHttpResponse()) {
            var type = Optional.ofNullable(answer.header("Content-Type"));
            var redirect = answer.priorResponse();
            if (redirect != null) {
                // LINE's API sends nobody elsewhere
                throw new ForeignAnswerException(redirect.code(), ContentType.name(type));
            }
            var body = bytes(answer);
            var ignored = OwnAnswers.read(answer.code(), type, body);
            return new HttpResponse(answer.newBuilder()
                    .body(ResponseBody.create(body, answer.body().contentType()))
                    .build());
        } catch (AbstractLineClientException e) {
            // LINE's client has read what is not 2xx before it comes here, as a stream and into few fields
            if (isForeign(e)) {
                throw new ForeignAnswerException(
                        e.getCode(), ContentType.name(Optional.ofNullable(e.getHeader("Content-Type"))));
            }
            throw e;
        }
    }

    private static boolean isForeign(AbstractLineClientException e) {
        var ownWords = e instanceof MessagingApiClientException known && known.getError() != null;
        return !ownWords && !OwnAnswers.isPlain(e.getCode());
    }

    private static byte[] bytes(Response answer) throws IOException {
        var source = answer.body().source();
        if (source.request(MAX_BYTES + 1L)) {
            throw new IOException("an answer of more than %d bytes".formatted(MAX_BYTES));
        }
        return source.readByteArray();
    }
}
