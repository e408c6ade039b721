package musubi.line;

/**
 * A LINE Login channel.
 *
 * @param key names it in metrics when it is a connection's id
 * @param id the channel ID, all digits
 * @param secret the channel secret; signs the id tokens
 */
public record LoginChannel(String key, String id, String secret) {

    /** Does not tell the secret. */
    @Override
    public String toString() {
        return "LoginChannel[id=%s, …]".formatted(id);
    }
}
