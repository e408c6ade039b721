package musubi.line.http;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.linecorp.bot.client.base.http.HttpChain;
import java.io.IOException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.Test;

class ResponseInterceptorTests {

    /** What is no {@code IOException} would end the thread that OkHttp calls in, unseen by who waits for the response. */
    @Test
    void whatTheClientCannotReadIsAFailureOfTheCall() {
        var client = new OkHttpClient.Builder()
                .addInterceptor(chain -> new ResponseInterceptor()
                        .intercept(new HttpChain(chain))
                        .toOkHttpResponse())
                .addInterceptor(_ -> {
                    throw new NullPointerException("an error that is null");
                })
                .build();
        var call = client.newCall(new Request.Builder().url("http://localhost/").build());
        assertThatThrownBy(call::execute)
                .isInstanceOf(IOException.class)
                .hasMessageNotContaining("an error that is null");
    }
}
