package musubi.console.layout;

import org.springframework.context.annotation.Configuration;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;

/**
 * Makes each {@code redirect:} of a controller answer 303 See Other instead of 302, so that a browser follows a POST by a
 * GET (RFC 9110, 15.4.4) and loading the page again changes nothing.
 */
@Configuration(proxyBeanMethods = false)
class Redirects {

    Redirects(ThymeleafViewResolver views) {
        views.setRedirectHttp10Compatible(false);
    }
}
