package musubi.console.guides;

import static org.assertj.core.api.Assertions.assertThat;

import musubi.user.Language;
import org.junit.jupiter.api.Test;

/** What a guide becomes on a page. */
class MarkdownTests {

    private static Guide japanese(String markdown) {
        return Markdown.guide(new GuideFile("connect", Language.JA), markdown);
    }

    private static Guide english(String markdown) {
        return Markdown.guide(new GuideFile("connect", Language.EN), markdown);
    }

    @Test
    void theFirstHeadingIsTheTitleAndTheSecondLevelItsSections() {
        var guide = english("# Connect `it`\n\nText.\n\n## At LINE\n\n### Details\n\n## `problems`, and what to do\n");
        assertThat(guide.title()).isEqualTo("Connect it");
        assertThat(guide.sections())
                .containsExactly(
                        new Guide.Section("at-line", "At LINE"),
                        new Guide.Section("problems-and-what-to-do", "problems, and what to do"));
        assertThat(guide.html())
                .doesNotContain("<h1")
                .contains("<h2 id=\"at-line\">At LINE</h2>")
                .contains("<h3 id=\"details\">");
    }

    @Test
    void aHeadingCanBeLinkedToByTheEnglishOnesItStandsFor() {
        var guide = japanese("# 接続\n\n## 動作を確かめる <!-- en: See that it works --> <!-- en: Try it -->\n");
        assertThat(guide.sections()).containsExactly(new Guide.Section("動作を確かめる", "動作を確かめる"));
        assertThat(guide.html())
                .contains("<h2 id=\"動作を確かめる\">")
                .contains("<span id=\"see-that-it-works\"></span>")
                .contains("<span id=\"try-it\"></span>")
                .contains("動作を確かめる</h2>");
    }

    @Test
    void htmlIsShownAsTextAndCommentsAreLeftOut() {
        var guide = english(
                "# T\n\n<!-- a note -->\n\na <b onclick=\"x()\">bold</b> word <!-- aside -->\n\n<script>alert(1)</script>\n");
        assertThat(guide.html())
                .doesNotContain("<b ", "<script", "a note", "aside", "<!--", "&lt;!--")
                .contains("&lt;b onclick=&quot;x()&quot;&gt;bold")
                .contains("&lt;script&gt;");
    }

    @Test
    void noLinkRunsAScript() {
        assertThat(english("# T\n\n[a](javascript:alert(1)) [b](data:text/html,x) [c](//example.com/x)\n")
                        .html())
                .doesNotContain("<a ", "javascript", "data:", "example.com")
                .contains("a b c");
    }

    @Test
    void linksBetweenGuidesLeadToPages() {
        assertThat(english("# T\n\n[a](operate.md#back-up) [b](#here) [c](https://example.com/x) [d](../README.md#x)\n")
                        .html())
                .contains("href=\"./operate#back-up\"")
                .contains("href=\"#here\"")
                .contains("href=\"https://example.com/x\"")
                .contains("href=\"../guides\"");
        assertThat(japanese("# T\n\n[a](operate.md#通知) [b](../connect.md#line) [c](../../README.ja.md)\n")
                        .html())
                .contains("href=\"./operate#通知\"")
                .contains("href=\"./connect?in=en#line\"")
                .contains("href=\"../guides\"");
    }

    @Test
    void theLinesOfAParagraphAreOneText() {
        assertThat(japanese("# T\n\n届きます。\n登録します。\n").html()).contains("届きます。登録します。");
        assertThat(english("# T\n\nOne\ntwo.\n").html()).contains("One\ntwo.");
    }

    @Test
    void aTableMayHaveColumnsWithoutAHeading() {
        assertThat(english("# T\n\n| | now |\n|---|---|\n| a | b |\n").html())
                .containsOnlyOnce("<th>")
                .contains("<th>now</th>", "<td>a</td>");
    }

    @Test
    void whatTheConsoleDoesNotShowIsNoLink() {
        assertThat(english(
                                "# T\n\n[why](adr/0011-one-grant-per-portal.md), [code](../connector/pom.xml) ![](images/x.png)\n")
                        .html())
                .doesNotContain("<a ", "<img", "href")
                .contains("why, code");
    }

    @Test
    void aDrawingIsShownFromBothLanguages() {
        assertThat(english("# T\n\n![A workflow](images/workflow-send-en.svg)\n")
                        .html())
                .contains("<img src=\"../assets/guides/workflow-send-en.svg\" alt=\"A workflow\"");
        assertThat(Markdown.guide(
                                new GuideFile("connect", Language.JA), "# T\n\n![図](../images/workflow-send-ja.svg)\n")
                        .html())
                .contains("<img src=\"../assets/guides/workflow-send-ja.svg\" alt=\"図\"");
    }
}
