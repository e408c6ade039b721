package musubi.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LongestAddressesTests {

    private static final String BASE = "https://musubi.example.com";

    private static int length(String source, String target) {
        return new LongestAddresses(BASE, Map.of(1, source)).of(1, target).length();
    }

    @Test
    void aLinkBecomesAnAddressOfOursWithATokenUnlessItIsLonger() {
        var ours = BASE.length() + "/t/".length() + 80;
        assertThat(length("https://shop.example", "https://shop.example")).isEqualTo(ours);
        var longer = "https://shop.example/" + "a".repeat(200);
        assertThat(length(longer, longer)).isEqualTo(longer.length());
    }

    @Test
    void onePersonsLinkIsInTheToken() {
        assertThat(length("https://shop.example/{{ contact.plan }}", "https://shop.example/gold"))
                .isEqualTo(BASE.length() + "/t/".length() + 600);
    }

    @Test
    void whatLineWantsInTheAddressIsRepeated() {
        var target = "https://shop.example/?a=b&openExternalBrowser=1";
        assertThat(length(target, target))
                .isEqualTo(BASE.length() + "/t/".length() + 80 + "?openExternalBrowser=1".length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tel:0312345678", "https://line.me/R/ti/p/@a", "https://lin.ee/AbC", "line://nv/chat"})
    void whatIsNotCountedStaysAsItIs(String target) {
        assertThat(new LongestAddresses(BASE, Map.of(1, target)).of(1, target)).isEqualTo(target);
    }
}
