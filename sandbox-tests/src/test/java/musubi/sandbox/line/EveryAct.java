package musubi.sandbox.line;

import java.util.Map;

/** Performs every act of a person on LINE. */
final class EveryAct {

    private EveryAct() {}

    static void of(Channel channel) {
        var friend = channel.newUser("花子");
        friend.follow();
        friend.write("hello");
        friend.sticker();
        friend.image();
        friend.video(1_000);
        friend.audio(1_000);
        friend.file("a.pdf", 12);
        friend.location("駅", "東京都", 35.68, 139.76);
        friend.tap("action=buy");
        friend.tap("day", Map.of("date", "2026-03-01"));
        friend.unsend("461230966842064897");
        friend.watch("video-1");
        friend.block();
        friend.unblock();
        friend.inStandby().write("standby");
        friend.hidingUserId().write("nobody");
        friend.withUnknownFields().write("new");
        friend.copies(2).write("twice");
        friend.unknown("somethingNew");
        var group = channel.newGroup("家族");
        friend.join(group);
        friend.writeIn(group, "in the group");
        friend.leave(group);
        friend.writeIn(channel.newRoom(), "in the room");
        channel.again(friend.write("again"), true);
        channel.together(() -> {
            friend.write("one");
            friend.write("two");
        });
    }
}
