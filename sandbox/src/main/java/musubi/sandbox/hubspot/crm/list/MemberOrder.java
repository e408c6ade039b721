package musubi.sandbox.hubspot.crm.list;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import musubi.sandbox.hubspot.api.Refusal;
import musubi.sandbox.hubspot.crm.membership.Member;
import musubi.sandbox.hubspot.crm.membership.StoredList;

/** An order in which members are read, with its cursors: a cursor names the last member of a page, who may be gone since. */
enum MemberOrder {
    BY_RECORD,
    BY_JOIN;

    /** The members from that one on, that one included. */
    List<Member> from(StoredList list, Member position, int limit) {
        return switch (this) {
            case BY_RECORD -> list.from(position.recordId(), limit);
            case BY_JOIN -> list.joinedFrom(position, limit);
        };
    }

    /** The members before that one, the nearest first. */
    List<Member> below(StoredList list, Member position, int limit) {
        return switch (this) {
            case BY_RECORD -> list.below(position.recordId(), limit);
            case BY_JOIN -> list.joinedBefore(position, limit);
        };
    }

    boolean isAt(Member member, Member position) {
        return member.recordId() == position.recordId()
                && (this == BY_RECORD || member.joinedAt() == position.joinedAt());
    }

    String cursor(Member last) {
        var position = switch (this) {
            case BY_RECORD -> Long.toString(last.recordId());
            case BY_JOIN -> last.joinedAt() + "," + last.recordId();
        };
        return Base64.getUrlEncoder().withoutPadding().encodeToString(position.getBytes(StandardCharsets.UTF_8));
    }

    /** The position of a cursor, or of a plain number: a record id, or ms since the epoch. */
    Member position(String cursor) {
        var text = cursor.matches("\\d{1,18}") ? cursor : decoded(cursor);
        var comma = text.indexOf(',');
        return switch (this) {
            case BY_RECORD -> new Member(number(text), 0);
            case BY_JOIN ->
                comma < 0
                        ? new Member(0, number(text))
                        : new Member(number(text.substring(comma + 1)), number(text.substring(0, comma)));
        };
    }

    private static String decoded(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw notACursor();
        }
    }

    static long number(String text) {
        if (!text.matches("\\d{1,18}")) {
            throw notACursor();
        }
        return Long.parseLong(text);
    }

    private static Refusal notACursor() {
        return Refusal.invalid("after: not a cursor");
    }
}
