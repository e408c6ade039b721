package musubi.console.guides;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.ext.heading.anchor.IdGenerator;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.html.HtmlWriter;

/**
 * Renders the Markdown of a guide. HTML in it is shown as text, except for comments, which are left out. A heading can be
 * linked to by its text and, where a comment {@code <!-- en: … -->} names the English headings that it stands for, by
 * theirs: so one address leads to the same place in both languages.
 */
final class Markdown {

    private static final List<Extension> EXTENSIONS =
            List.of(TablesExtension.create(), HeadingAnchorExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
    private static final HtmlRenderer ENGLISH = html().build();
    /** Between the lines of a paragraph is nothing, where English has a space. */
    private static final HtmlRenderer JAPANESE = html().softbreak("").build();

    private static final Pattern STANDS_FOR = Pattern.compile("<!-- en: (.+?) -->");

    private Markdown() {}

    static Guide guide(GuideFile file, String markdown) {
        var document = PARSER.parse(markdown);
        var pass = new Pass(file);
        document.accept(pass);
        var html = switch (file.language()) {
            case JA -> JAPANESE;
            case EN -> ENGLISH;
        };
        return new Guide(file.name(), file.language(), pass.title, List.copyOf(pass.sections), html.render(document));
    }

    private static HtmlRenderer.Builder html() {
        return HtmlRenderer.builder()
                .extensions(EXTENSIONS)
                .escapeHtml(true)
                .sanitizeUrls(true)
                .nodeRendererFactory(AnchorRenderer::new);
    }

    /** What a comment behind the words leaves. */
    private static void trimEnd(Heading heading) {
        while (heading.getLastChild() instanceof Text text) {
            text.setLiteral(text.getLiteral().stripTrailing());
            if (!text.getLiteral().isEmpty()) {
                return;
            }
            text.unlink();
        }
    }

    /** The same that the extension makes an id of. */
    private static String words(Heading heading) {
        var words = new StringBuilder();
        heading.accept(new AbstractVisitor() {

            @Override
            public void visit(Text text) {
                words.append(text.getLiteral());
            }

            @Override
            public void visit(Code code) {
                words.append(code.getLiteral());
            }
        });
        return words.toString();
    }

    private static String slug(String heading) {
        return IdGenerator.builder().build().generateId(heading);
    }

    /** Turns the document into what the console shows, and notes title and sections. */
    private static final class Pass extends AbstractVisitor {

        private final GuideFile file;
        private final List<Guide.Section> sections = new ArrayList<>();
        /** Of all headings in their order, as the extension does: the second one of a name gets a number. */
        private final IdGenerator ids = IdGenerator.builder().build();

        private String title = "";

        private Pass(GuideFile file) {
            this.file = file;
        }

        @Override
        public void visit(Heading heading) {
            visitChildren(heading);
            trimEnd(heading);
            var words = words(heading);
            if (heading.getLevel() == 1) {
                title = words;
                heading.unlink();
                return;
            }
            var id = ids.generateId(words);
            if (heading.getLevel() == 2) {
                sections.add(new Guide.Section(id, words));
            }
        }

        @Override
        public void visit(HtmlInline html) {
            var standsFor = STANDS_FOR.matcher(html.getLiteral());
            if (standsFor.matches()) {
                html.getParent().prependChild(new Anchor(slug(standsFor.group(1))));
            }
            if (html.getLiteral().startsWith("<!--")) {
                html.unlink();
            }
        }

        @Override
        public void visit(HtmlBlock html) {
            if (html.getLiteral().startsWith("<!--")) {
                html.unlink();
            }
        }

        @Override
        public void visit(Link link) {
            visitChildren(link);
            file.address(link.getDestination()).ifPresentOrElse(link::setDestination, () -> unwrap(link));
        }

        /** A heading without words is none. */
        @Override
        public void visit(CustomNode node) {
            visitChildren(node);
            if (node instanceof TableCell cell && cell.getFirstChild() == null) {
                cell.setHeader(false);
            }
        }

        @Override
        public void visit(Image image) {
            visitChildren(image);
            file.drawing(image.getDestination()).ifPresentOrElse(image::setDestination, () -> unwrap(image));
        }

        private static void unwrap(Node node) {
            while (node.getFirstChild() != null) {
                node.insertBefore(node.getFirstChild());
            }
            node.unlink();
        }
    }

    /** A place to link to. */
    private static final class Anchor extends CustomNode {

        private final String id;

        private Anchor(String id) {
            this.id = id;
        }
    }

    private static final class AnchorRenderer implements NodeRenderer {

        private final HtmlWriter html;

        private AnchorRenderer(HtmlNodeRendererContext context) {
            html = context.getWriter();
        }

        @Override
        public Set<Class<? extends Node>> getNodeTypes() {
            return Set.of(Anchor.class);
        }

        @Override
        public void render(Node node) {
            if (node instanceof Anchor anchor) {
                html.tag("span", Map.of("id", anchor.id));
                html.tag("/span");
            }
        }
    }
}
