package musubi.line;

/**
 * A LINE Login channel.
 *
 * @param key identifies it in metrics when it is a connection's id
 * @param id the channel ID, all digits
 * @param secret the channel secret; signs the id tokens
 */
public record LoginChannel(String key, String id, String secret) {

    /** Leaves out the secret. */
    @Override
    public String toString() {
        return "LoginChannel[id=%s, …]".formatted(id);
    }
}
