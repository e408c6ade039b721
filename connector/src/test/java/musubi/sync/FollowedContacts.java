package musubi.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import musubi.sandbox.line.Friend;
import musubi.testing.TestWorld;

/** Friends of a connection who follow, and their contacts. */
record FollowedContacts(TestWorld.TestConnection connection) {

    Friend follow() {
        var friend = connection.channel().newUser("さくら");
        friend.follow();
        return friend;
    }

    /** All events are applied, and each of the friends, and nobody else, has one contact. */
    void oneEach(List<Friend> friends) {
        connection.drained();
        assertThat(connection.portal().contacts()).hasSize(friends.size());
        friends.forEach(
                friend -> assertThat(connection.value(friend, "line_follow")).isEqualTo("YES"));
        assertThat(connection.failures()).isEmpty();
    }

    boolean hasProblem(String title) {
        return connection.connection().path("problems").toString().contains(title);
    }
}
