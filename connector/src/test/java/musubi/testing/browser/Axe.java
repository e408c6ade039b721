package musubi.testing.browser;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Axe for pages: the newest one is at npm alone, with the other packages for tests. It takes a second for a page, so in one run of the tests it looks
 * once at what differs in nothing but its words: tests come to the same page in two languages, and again after each of their steps.
 */
public final class Axe {

    /** Installs them, unless they are there. */
    private static final Path INSTALL = Path.of("../sandbox-tests/src/test/node/install");

    private static final Path SCRIPT = Path.of("../sandbox-tests/target/node-clients/node_modules/axe-core/axe.min.js");

    private static final Set<UUID> SEEN = ConcurrentHashMap.newKeySet();

    /**
     * What axe goes by: elements, how they look and what they are said to be, whether they have words, and whether what they name is there. The words
     * themselves, addresses and ids are left out, and so are rows that are like the one before.
     */
    private static final String OUTLINE = """
            () => {
                const names = ['for', 'aria-labelledby', 'aria-describedby', 'aria-controls', 'aria-owns', 'headers', 'list', 'form'];
                const leftOut = ['id', 'href', 'src', 'action', 'value', 'name', 'content', 'nonce', 'datetime', 'd', 'points', 'x', 'y'];
                const attribute = ({name, value}) => {
                    if (names.includes(name)) {
                        return name + ':' + value.split(' ').every(id => document.getElementById(id));
                    }
                    if (leftOut.includes(name) || name.startsWith('data-') || name.startsWith('hx-') || name.startsWith('on')) {
                        return name;
                    }
                    const words = ['aria-label', 'alt', 'title', 'placeholder', 'label', 'aria-description', 'aria-valuetext'];
                    return name + ':' + (words.includes(name) ? value.trim() !== '' : value);
                };
                const outline = element => {
                    const children = [...element.children].map(outline);
                    const says = [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim() !== '');
                    return element.localName + '[' + [...element.attributes].map(attribute).sort() + ']' + says
                        + (element.checked ?? '') + (element.disabled ?? '') + (element === document.activeElement)
                        + '(' + children.filter((each, at) => each !== children[at - 1]).join() + ')';
                };
                const dialog = document.querySelector('dialog:modal');
                const ids = [...document.querySelectorAll('[id]')].map(element => element.id);
                return [window.innerWidth, matchMedia('(prefers-color-scheme: dark)').matches, matchMedia('(forced-colors: active)').matches,
                    dialog !== null, ids.length === new Set(ids).size, outline(dialog ?? document.documentElement)].join();
            }
            """;

    private static final String RUN = """
            async () => {
                const dialog = document.querySelector('dialog:modal');
                const shown = (body, own) => {
                    if (dialog) {
                        document.body.style.visibility = body;
                        dialog.style.visibility = own;
                    }
                };
                // axe would measure the distance to what the dialog covers
                shown('hidden', 'visible');
                const found = await axe.run(dialog ?? document, {
                    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'],
                    rules: {'target-size': {enabled: true}},
                    resultTypes: ['violations'],
                });
                shown('', '');
                return found.violations.map(each => each.id + ': ' + each.help + ' at ' + each.nodes.map(node => node.target).join(' | '));
            }
            """;

    private Axe() {}

    /** What it finds in a page; nothing of one that differs from another, in which it found nothing, only in its words. */
    public static List<?> violations(Page page) {
        var outline = UUID.nameUUIDFromBytes(((String) page.evaluate(OUTLINE)).getBytes(StandardCharsets.UTF_8));
        if (SEEN.contains(outline)) {
            return List.of();
        }
        if (page.evaluate("'axe' in window").equals(false)) {
            page.evaluate(Source.TEXT);
        }
        var found = (List<?>) page.evaluate(RUN);
        if (found.isEmpty()) {
            SEEN.add(outline);
        }
        return found;
    }

    /** Is evaluated in a page; then there is {@code axe}. */
    private static final class Source {

        static final String TEXT = source();
    }

    private static String source() {
        try {
            var installs = new ProcessBuilder(INSTALL.toAbsolutePath().toString())
                    .redirectErrorStream(true)
                    .start();
            var said = new String(installs.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!installs.waitFor(5, TimeUnit.MINUTES) || installs.exitValue() != 0) {
                throw new IllegalStateException("%s needs npm: %s".formatted(INSTALL, said));
            }
            return Files.readString(SCRIPT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
