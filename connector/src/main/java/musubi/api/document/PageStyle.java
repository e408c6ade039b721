package musubi.api.document;

import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** Replaces Swagger UI's {@code index.css}, so that the page fits a phone. */
@Hidden
@Controller
class PageStyle {

    @GetMapping(path = "/swagger-ui/index.css", produces = "text/css")
    @ResponseBody
    Resource style() {
        return new ClassPathResource("/api/page.css");
    }
}
