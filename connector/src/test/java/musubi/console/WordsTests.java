package musubi.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The texts keep to the words that LINE, HubSpot and their users have; words that were replaced never come back. */
class WordsTests {

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
            "写真|名前[・と]画像", // プロフィール画像
            "人を増やす", // テスト用の友だちを追加
            "今日使える", // HubSpot APIの残り回数（本日）
            "リストを渡", // 友だちリストは取得できません
            "自動で次へ進みます", // 自動で切り替わります
            "操作の記録"); // 監査ログ

    private static final List<String> ENGLISH = List.of(
            "What needs (?:me|my)\\b",
            "^Take up\\b",
            "^Keep it",
            "^(?:Go on|Continue) to (?:pause|delete)",
            "(?i)\\bplain link\\b",
            "\\bCame (?:by|through)\\b",
            "\\bRecord of changes\\b",
            "(?i)\\bunt(?:ie|ied)\\b",
            "^What it (?:ties together|connects|does)$",
            "\\b(?:Placeholder|address) taken$",
            "^No LINE User ID$");

    private static List<String> texts(boolean english) throws IOException {
        try (var files = Files.list(MESSAGES)) {
            var texts = new ArrayList<String>();
            for (var file : files.filter(file -> file.toString().endsWith("_en.properties") == english)
                    .toList()) {
                var properties = new Properties();
                try (var reader = Files.newBufferedReader(file)) {
                    properties.load(reader);
                }
                texts.addAll(properties.values().stream().map(Object::toString).toList());
            }
            return texts;
        }
    }

    private static void assertNone(List<String> texts, List<String> words) {
        assertThat(texts).hasSizeGreaterThan(500);
        for (var word : words) {
            assertThat(texts).as(word).noneMatch(text -> Pattern.compile(word).matcher(text).find());
        }
    }

    @Test
    void replacedJapaneseWordsDoNotComeBack() throws IOException {
        assertNone(texts(false), JAPANESE);
    }

    @Test
    void replacedEnglishWordsDoNotComeBack() throws IOException {
        assertNone(texts(true), ENGLISH);
    }
}
