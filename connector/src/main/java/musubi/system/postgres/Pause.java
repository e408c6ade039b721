package musubi.system.postgres;

/** Between two looks at something that will happen within milliseconds. */
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
