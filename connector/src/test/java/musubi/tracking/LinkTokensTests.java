package musubi.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import musubi.testing.Seed;
import org.junit.jupiter.api.Test;

/** What a stranger can do with the address of a link: nothing but open it. */
class LinkTokensTests {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private final Random random = Seed.random("LinkTokensTests");
    private final byte[] key = bytes(32);
    private final LinkTokens tokens = new LinkTokens(key);

    private byte[] bytes(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private LinkToken any() {
        var user = new StringBuilder("U");
        random.ints(32, 0, 16).forEach(digit -> user.append(Integer.toHexString(digit)));
        return new LinkToken(
                new UUID(random.nextLong(), random.nextLong()),
                random.nextInt(16),
                1 + random.nextInt(LinkToken.MAX_NUMBER),
                random.nextBoolean()
                        ? Optional.of(new ClickPerson(random.nextLong(1_000_000_000_000_000_000L), user.toString()))
                        : Optional.empty(),
                random.nextBoolean() ? Optional.of("https://example.com/" + random.nextInt()) : Optional.empty(),
                random.nextBoolean());
    }

    @Test
    void whatWasSealedIsOpened() {
        for (var round = 0; round < 2_000; round++) {
            var token = any();
            var text = tokens.seal(token).orElseThrow();
            assertThat(tokens.open(text)).as("seed %d", Seed.VALUE).contains(token);
            assertThat(text).matches("[A-Za-z0-9_-]+");
            assertThat(tokens.seal(token)).as("the same is the same").contains(text);
            assertThat(new LinkTokens(key).open(text)).as("by another node").contains(token);
        }
    }

    @Test
    void withoutATargetItIsShortAndWithOneAtMost600Characters() {
        for (var round = 0; round < 500; round++) {
            var token = any();
            var of = new LinkToken(
                    token.id(), token.variant(), token.number(), token.person(), Optional.empty(), token.test());
            assertThat(tokens.seal(of).orElseThrow()).hasSizeLessThanOrEqualTo(80);
        }
        var longest = "https://example.com/" + "a".repeat(371);
        var person = Optional.of(new ClickPerson(1, "U" + "0".repeat(32)));
        var id = UUID.randomUUID();
        assertThat(tokens.seal(new LinkToken(id, 0, 1, person, Optional.of(longest), false))
                        .orElseThrow())
                .hasSize(600);
        assertThat(tokens.seal(new LinkToken(id, 0, 1, person, Optional.of(longest + "a"), false)))
                .isEmpty();
        assertThat(tokens.open("A".repeat(601))).isEmpty();
    }

    @Test
    void nothingOfItCanBeRead() {
        var person = new ClickPerson(4_711, "U" + "0123456789abcdef".repeat(2));
        var text = tokens.seal(new LinkToken(
                        UUID.randomUUID(),
                        0,
                        1,
                        Optional.of(person),
                        Optional.of("https://example.com/?of=yamada"),
                        false))
                .orElseThrow();
        var raw = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.ISO_8859_1);
        assertThat(raw).doesNotContain("yamada", "example", "\u0012g");
        assertThat(text).doesNotContain("4711", "0123456789abcdef");
    }

    @Test
    void theLinksOfTwoPeopleHaveNothingInCommon() {
        var id = UUID.randomUUID();
        var all = Stream.iterate(1L, contact -> contact + 1)
                .limit(1_000)
                .map(contact -> tokens.seal(new LinkToken(
                                id,
                                0,
                                1,
                                Optional.of(new ClickPerson(contact, "U" + "0".repeat(32))),
                                Optional.empty(),
                                false))
                        .orElseThrow())
                .toList();
        assertThat(all.stream().map(text -> text.substring(0, 12))).doesNotHaveDuplicates();
        assertThat(all.stream().map(text -> text.substring(60))).doesNotHaveDuplicates();
    }

    @Test
    void aTokenThatWasChangedCutOrPutTogetherIsNone() {
        for (var round = 0; round < 300; round++) {
            var token = any();
            var text = tokens.seal(token).orElseThrow();
            for (var at = 0; at < text.length(); at++) {
                var other = ALPHABET.charAt(random.nextInt(64));
                if (other != text.charAt(at)) {
                    assertThat(tokens.open(text.substring(0, at) + other + text.substring(at + 1)))
                            .as("seed %d", Seed.VALUE)
                            .isEmpty();
                }
                assertThat(tokens.open(text.substring(0, at))).isEmpty();
            }
            var second = tokens.seal(any()).orElseThrow();
            var cut = 1 + random.nextInt(Math.min(text.length(), second.length()) - 1);
            var spliced = text.substring(0, cut) + second.substring(cut);
            if (!spliced.equals(text) && !spliced.equals(second)) {
                assertThat(tokens.open(spliced)).as("seed %d", Seed.VALUE).isEmpty();
            }
            assertThat(tokens.open(text + "A")).isEmpty();
            assertThat(tokens.open(text + "=")).isEmpty();
            assertThat(tokens.open(text + text)).isEmpty();
        }
        Stream.of("", "x", "../../etc/passwd", "あ".repeat(40), "A".repeat(79), "%00", "A".repeat(400))
                .forEach(text -> assertThat(tokens.open(text)).as(text).isEmpty());
    }

    /** In the last character some bits may mean nothing: each of the 64 has to be tried. */
    @Test
    void onlyOneLastCharacterIsRight() {
        var text = tokens.seal(new LinkToken(
                        UUID.randomUUID(),
                        0,
                        1,
                        Optional.of(new ClickPerson(1, "U" + "0".repeat(32))),
                        Optional.empty(),
                        false))
                .orElseThrow();
        assertThat(ALPHABET.chars()
                        .filter(last -> tokens.open(text.substring(0, text.length() - 1) + (char) last)
                                .isPresent()))
                .hasSize(1);
    }

    @Test
    void withAnotherMasterKeyItIsNone() {
        var other = new LinkTokens(bytes(32));
        for (var round = 0; round < 200; round++) {
            assertThat(other.open(tokens.seal(any()).orElseThrow())).isEmpty();
        }
    }

    @Test
    void whoseUserIdIsNoneOfLinesGetsTheLinkOfEverybody() {
        var token = new LinkToken(
                UUID.randomUUID(), 0, 1, Optional.of(new ClickPerson(1, "somebody")), Optional.empty(), false);
        assertThat(token.person()).isEmpty();
    }

    @Test
    void neitherPersonNorTargetIsInALog() {
        var token = new LinkToken(
                UUID.randomUUID(),
                0,
                1,
                Optional.of(new ClickPerson(4_711, "U" + "0".repeat(32))),
                Optional.of("https://example.com/secret"),
                false);
        assertThat(token.toString() + token.person()).doesNotContain("4711", "secret", "000");
    }
}
