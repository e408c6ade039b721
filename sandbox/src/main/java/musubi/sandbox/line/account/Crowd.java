package musubi.sandbox.line.account;

import java.util.List;
import musubi.sandbox.line.UserOptions;
import org.jspecify.annotations.Nullable;

/** Generates people: one in five has no picture, one in ten no language, half have no status message. */
public final class Crowd {

    private static final List<String> FAMILY =
            List.of("佐藤", "鈴木", "高橋", "田中", "伊藤", "渡辺", "山本", "中村", "小林", "加藤", "吉田", "山田", "佐々木", "山口", "松本", "井上");
    private static final List<String> GIVEN =
            List.of("陽葵", "蓮", "凛", "湊", "結菜", "大翔", "さくら", "悠真", "葵", "朝陽", "美咲", "樹", "Yuki", "Ken", "Mai🌸", "ゆい");

    private final Ids ids;

    public Crowd(Ids ids) {
        this.ids = ids;
    }

    public UserOptions next() {
        var name = FAMILY.get(ids.below(FAMILY.size())) + " " + GIVEN.get(ids.below(GIVEN.size()));
        return new UserOptions(
                name,
                null,
                mostly(5, "https://profile.line-scdn.net/" + ids.letters(44)),
                mostly(2, "よろしくお願いします"),
                mostly(10, "ja"),
                null);
    }

    private @Nullable String mostly(int oneIn, String value) {
        return ids.below(oneIn) == 0 ? null : value;
    }
}
