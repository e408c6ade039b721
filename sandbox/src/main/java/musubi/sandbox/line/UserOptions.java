package musubi.sandbox.line;

import org.jspecify.annotations.Nullable;

/**
 * The options of a new person on LINE.
 *
 * @param displayName the name on the profile
 * @param userId {@code U} and 32 hexadecimal digits; null: generated. The same person has the same id in all channels of
 *     one provider, so set it to have a person in two channels
 * @param pictureUrl null: no picture
 * @param statusMessage null: none
 * @param language a BCP 47 tag; null: LINE's privacy policy not consented to
 * @param email the address that LINE Login discloses; null: none
 */
public record UserOptions(
        String displayName,
        @Nullable String userId,
        @Nullable String pictureUrl,
        @Nullable String statusMessage,
        @Nullable String language,
        @Nullable String email) {

    public UserOptions {
        if (userId != null && !userId.matches("U[0-9a-f]{32}")) {
            throw new IllegalArgumentException("userId: (expected: U and 32 of 0-9a-f)");
        }
    }

    /** A person of that name, language {@code ja}, no picture, no status message. */
    public static UserOptions named(String displayName) {
        return new UserOptions(displayName, null, null, null, "ja", null);
    }

    /** The same with this id. */
    public UserOptions userId(String userId) {
        return new UserOptions(displayName, userId, pictureUrl, statusMessage, language, email);
    }

    /** The same with this picture, or with none. */
    public UserOptions pictureUrl(@Nullable String pictureUrl) {
        return new UserOptions(displayName, userId, pictureUrl, statusMessage, language, email);
    }

    /** The same with this status message, or with none. */
    public UserOptions statusMessage(@Nullable String statusMessage) {
        return new UserOptions(displayName, userId, pictureUrl, statusMessage, language, email);
    }

    /** The same with this language, or with none. */
    public UserOptions language(@Nullable String language) {
        return new UserOptions(displayName, userId, pictureUrl, statusMessage, language, email);
    }

    /** The same with this e-mail address, or with none. */
    public UserOptions email(@Nullable String email) {
        return new UserOptions(displayName, userId, pictureUrl, statusMessage, language, email);
    }
}
