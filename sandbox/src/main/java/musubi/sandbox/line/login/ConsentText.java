package musubi.sandbox.line.login;

/** The texts of the consent screens. */
enum ConsentText {
    JAPANESE(
            "ja",
            "LINEログイン(サンドボックス)",
            "「%s」が次の情報へのアクセスを求めています。",
            "LINEのユーザーID",
            "プロフィール(名前、プロフィール画像)",
            "メールアドレス",
            "ログインする人",
            "ほかの人(ユーザーID)",
            "まだ誰もいません。先に友だちを作ってください。",
            "%s を友だち追加する(ブロック中なら解除)",
            "友だち追加済み",
            "%s を友だち追加しますか?",
            "許可する",
            "キャンセル",
            "追加する",
            "あとで"),
    ENGLISH(
            "en",
            "LINE Login (sandbox)",
            "\u201c%s\u201d asks for access to:",
            "your LINE user id",
            "your profile (name, picture)",
            "your e-mail address",
            "Who logs in",
            "Somebody else (user id)",
            "There is nobody yet. Make a friend first.",
            "Add %s as a friend (or unblock it)",
            "a friend already",
            "Add %s as a friend?",
            "Allow",
            "Cancel",
            "Add",
            "Not now");

    final String tag;
    final String title;
    final String asks;
    final String userId;
    final String profile;
    final String email;
    final String who;
    final String other;
    final String nobody;
    final String add;
    final String friend;
    final String addQuestion;
    final String allow;
    final String cancel;
    final String yes;
    final String later;

    ConsentText(
            String tag,
            String title,
            String asks,
            String userId,
            String profile,
            String email,
            String who,
            String other,
            String nobody,
            String add,
            String friend,
            String addQuestion,
            String allow,
            String cancel,
            String yes,
            String later) {
        this.tag = tag;
        this.title = title;
        this.asks = asks;
        this.userId = userId;
        this.profile = profile;
        this.email = email;
        this.who = who;
        this.other = other;
        this.nobody = nobody;
        this.add = add;
        this.friend = friend;
        this.addQuestion = addQuestion;
        this.allow = allow;
        this.cancel = cancel;
        this.yes = yes;
        this.later = later;
    }
}
