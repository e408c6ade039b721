package musubi.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The texts keep to the words that LINE, HubSpot and their users have; words that were replaced never come back: in message
 * bundles, templates, scripts, guides, and the texts of the REST API.
 */
class WordsTests {

    private static final Path ROOT = Path.of("..");
    private static final Path MESSAGES = Path.of("src/main/resources/messages");

    /** Each with the word in its place. */
    private static final List<String> JAPANESE = List.of(
            "出来事", // イベント
            "結びつ|結び付|つなが[らりるっ]|つなげ", // 連携する
            "つない|つなぐ|つなぎ", // 接続する
            "統合", // マージ
            "プライベートアプリ", // 非公開アプリ
            "ポータル", // HubSpotアカウント
            "オリジナルソース|オリジナルトラフィック", // オリジナル トラフィック ソース
            "有料検索|有料ソーシャル|リファラル|その他のキャンペーン", // 検索連動型広告, ソーシャル広告, リファーラル, 他のキャンペーン
            "コンタクトの担当者|(?<!コンタクト)担当者への|^担当者", // コンタクト担当者
            "登録して試す|試してくれ", // 登録して検証する, テスト送信
            "教えて", // 取得する
            "フォローなし", // ブロック中
            "きっかけ", // 登録経路
            "お知らせ(?!ください)", // 接続の問題
            "の拒否|の重なり", // 入力値エラー, 重複
            "反映できず|途中で終わりました|見つけた友だち", // 失敗, エラーで終了しました, 読み取ったID
            "断った|断りました", // キャンセル, 拒否しました
            "やめる", // キャンセル
            "ほかの人がやり直したか", // ほかの画面または担当者が
            "写真|名前[・と、]画像", // プロフィール画像
            "人を増やす", // テスト用の友だちを追加
            "今日使える", // HubSpot APIの残り回数（本日）
            "リストを渡", // 友だちリストは取得できません
            "自動で次へ進みます", // 自動で切り替わります
            "操作の記録"); // 監査ログ

    private static final List<String> ENGLISH = List.of(
            "What needs (?:me|my)\\b", // What needs attention?
            "^Take up\\b", // Use
            "^Keep it$", // Cancel
            "^(?:Go on|Continue) to (?:pause|delete)", // Pause…
            "(?i)\\bplain link\\b", // Default link
            "\\bCame (?:by|through)\\b", // Source
            "(?i)\\brecord of changes\\b", // Audit log
            "(?i)\\bunt(?:ie|ied)\\b", // Unlink
            "^What it (?:ties together|connects|does)$", // Connected accounts, Behavior
            "\\b(?:Placeholder|address) taken$", // Placeholder conflict
            "^No LINE User ID$"); // Invalid LINE User ID

    /** What a template shows while Thymeleaf has not filled it in. */
    private static final Pattern MARKUP = Pattern.compile("(?s)<!--.*?-->|<[^>]*>");

    private static Stream<Path> files(Path root, String... ends) throws IOException {
        try (var files = Files.walk(root)) {
            return files
                    .filter(Files::isRegularFile)
                    .filter(file -> Stream.of(ends).anyMatch(file.toString()::endsWith))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(file.toString(), e);
        }
    }

    private static Stream<String> messages(Path file) {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new AssertionError(file.toString(), e);
        }
        return properties.values().stream().map(Object::toString);
    }

    private static Stream<String> guides() throws IOException {
        var others = Stream.of("README.md", "README.ja.md", "CHANGELOG.md", "sandbox/README.md")
                .map(ROOT::resolve);
        return Stream.concat(others, files(ROOT.resolve("docs"), ".md").filter(WordsTests::isNoDecision))
                .flatMap(file -> text(file).lines())
                // a cell, an item or a word in italics is a text too
                .flatMap(line -> Stream.of(line.split("\\||\\*|^- ")))
                .map(String::strip);
    }

    /** Decisions stay as they were written. */
    private static boolean isNoDecision(Path file) {
        return !file.startsWith(ROOT.resolve("docs/adr"));
    }

    private static Stream<String> resources() throws IOException {
        var templates = files(Path.of("src/main/resources/templates"), ".html")
                .flatMap(file -> MARKUP.splitAsStream(text(file)))
                .map(String::strip)
                // placeholders beside texts that say it better
                .filter(text -> !text.equals("What it does"));
        var scripts = files(Path.of("src/main/resources/static"), ".js")
                .flatMap(file -> text(file).lines());
        var rest = files(Path.of("src/main/resources/api"), ".json", ".md")
                .flatMap(file -> text(file).lines());
        return Stream.of(templates, scripts, rest).flatMap(all -> all);
    }

    private static List<String> all(boolean english) throws IOException {
        var texts = new ArrayList<String>();
        files(MESSAGES, ".properties")
                .filter(file -> file.toString().endsWith("_en.properties") == english)
                .flatMap(WordsTests::messages)
                .forEach(texts::add);
        assertThat(texts).hasSizeGreaterThan(500);
        Stream.of(guides(), resources()).flatMap(each -> each).forEach(texts::add);
        assertThat(texts).hasSizeGreaterThan(1500);
        return texts;
    }

    private static boolean finds(String word, String text) {
        return Pattern.compile(word).matcher(text).find();
    }

    private static void assertNone(List<String> texts, List<String> words) {
        for (var word : words) {
            var pattern = Pattern.compile(word);
            assertThat(texts.stream().filter(text -> pattern.matcher(text).find()))
                    .as(word)
                    .isEmpty();
        }
    }

    @Test
    void replacedJapaneseWordsDoNotComeBack() throws IOException {
        assertNone(all(false), JAPANESE);
    }

    @Test
    void replacedEnglishWordsDoNotComeBack() throws IOException {
        assertNone(all(true), ENGLISH);
    }

    @Test
    void eachReplacedWordIsFound() {
        var japanese = """
                出来事
                結びつく
                つながる
                つなぐ
                統合
                プライベートアプリ
                HubSpotポータル
                オリジナルソース
                有料検索
                有料ソーシャル
                リファラル
                その他のキャンペーン
                担当者
                登録して試す
                LINEが試してくれませんでした
                プロフィールを教えてくれません
                フォローなし
                きっかけ
                お知らせ
                値の拒否
                仮のアドレスの重なり
                反映できず
                途中で終わりました
                見つけた友だち
                断った
                やめる
                ほかの人がやり直したか、削除しました
                写真
                名前と画像
                人を増やす
                今日使えるHubSpotの残り回数
                リストを渡さない
                LINEとつながりました
                終わると自動で次へ進みます
                操作の記録
                """;
        assertThat(japanese.lines()).allMatch(word -> JAPANESE.stream().anyMatch(pattern -> finds(pattern, word)));
        var english = """
                What needs me?
                Take up LINE user IDs that come into HubSpot
                Go on to pause
                Keep it
                The plain link
                Came by
                Record of changes
                Untie
                What it ties together
                What it does
                Placeholder taken
                No LINE User ID
                """;
        assertThat(english.lines()).allMatch(word -> ENGLISH.stream().anyMatch(pattern -> finds(pattern, word)));
    }
}
