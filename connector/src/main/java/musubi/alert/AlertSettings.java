package musubi.alert;

import java.util.regex.Pattern;
import musubi.system.Setting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How alerts are sent. The mail server is that of {@code spring.mail}.
 *
 * @param mailFrom the sender's address; empty: that of {@code spring.mail.username}, or {@code musubi@} and the host of the public address
 * @param privateNetworks whether webhooks may be in private networks, there also by http
 */
@ConfigurationProperties("musubi.alert")
record AlertSettings(
        @DefaultValue("") String mailFrom,
        @DefaultValue("false") boolean privateNetworks) {

    /** An address alone, without a name. */
    static final Pattern EMAIL = Pattern.compile("[^\\s@<>,;\"]{1,64}@[^\\s@<>,;\"]{1,190}");

    AlertSettings {
        mailFrom = new Setting("musubi.alert.mail-from", "")
                .text(mailFrom, EMAIL, "an e-mail address like musubi@example.com");
    }
}
