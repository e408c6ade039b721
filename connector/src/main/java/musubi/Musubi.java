package musubi;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the connector. */
@SpringBootApplication
public class Musubi {

    public static void main(String[] arguments) {
        SpringApplication.run(Musubi.class, arguments);
    }
}
