package musubi.bench;

import java.net.URI;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What the redirect of Musubi is measured against: the least that Spring MVC can do, which looks nothing up and counts nothing. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class BareRedirect {

    /** Found as a member of this configuration. */
    @RestController
    static final class Controller {

        private static final URI TARGET = URI.create(Redirect.TARGET);

        @GetMapping("/t/{token}")
        ResponseEntity<Void> redirect(@PathVariable String token) {
            return ResponseEntity.status(token.isEmpty() ? HttpStatus.NOT_FOUND : HttpStatus.FOUND)
                    .location(TARGET)
                    .cacheControl(CacheControl.noStore())
                    .build();
        }
    }

    /**
     * Answers until it is killed.
     *
     * @param arguments settings of Spring Boot
     */
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) {
        var ignored = SpringApplication.run(BareRedirect.class, arguments);
        System.out.println("The bare redirect listens");
    }
}
