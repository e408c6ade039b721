package musubi.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Locale;
import musubi.system.AnswerLanguage;
import org.springframework.context.MessageSource;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The texts of the REST API, from the message bundles of the pages, in the language that the current request accepts. */
@Component
public final class AnswerTexts implements WebMvcConfigurer, HandlerInterceptor {

    private final MessageSource messages;

    AnswerTexts(MessageSource messages) {
        this.messages = messages;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/api/**");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        AnswerLanguage.mark(request, response);
        return true;
    }

    public String of(MessageSourceResolvable text) {
        return messages.getMessage(text, locale());
    }

    public String of(String key, Object... values) {
        return messages.getMessage(
                key, Arrays.stream(values).map(String::valueOf).toArray(), locale());
    }

    /** Whether the current request is answered in Japanese. */
    boolean isJapanese() {
        return locale().equals(Locale.JAPANESE);
    }

    private static Locale locale() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes current
                ? AnswerLanguage.of(current.getRequest())
                : Locale.ENGLISH;
    }
}
