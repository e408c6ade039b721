package musubi.system.postgres;

/** A pause between two checks for something that happens within milliseconds. */
final class Pause {

    private Pause() {}

    static void aMoment() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interruption);
        }
    }
}
