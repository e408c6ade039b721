package musubi.workflow.store;

/**
 * An encrypted text.
 *
 * @param dataKey the key of this text alone, encrypted
 */
public record SealedText(byte[] dataKey, byte[] sealed) {

    @Override
    public String toString() {
        return "SealedText";
    }
}
