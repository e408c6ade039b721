package musubi.system;

import jakarta.servlet.ServletRequest;

/** Who may send files: nothing of a body with files is read before its sender is known and may send them there. */
public final class Uploads {

    private static final String ADMITTED = Uploads.class.getName() + ".admitted";

    private Uploads() {}

    /** Whoever sends this request is known, and may send what it carries to where it goes. */
    public static void admit(ServletRequest request) {
        request.setAttribute(ADMITTED, true);
    }

    /** Whether {@link #admit} was called for it. */
    public static boolean areAdmitted(ServletRequest request) {
        return Boolean.TRUE.equals(request.getAttribute(ADMITTED));
    }
}
