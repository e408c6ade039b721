package musubi.system;

import jakarta.servlet.ServletRequest;

/** Admits requests with files: their body is read only after the sender was authenticated and authorized. */
public final class Uploads {

    private static final String ADMITTED = Uploads.class.getName() + ".admitted";

    private Uploads() {}

    /** Records that the sender of the request may send files to its address. */
    public static void admit(ServletRequest request) {
        request.setAttribute(ADMITTED, true);
    }

    /** Whether {@link #admit} was called for it. */
    public static boolean areAdmitted(ServletRequest request) {
        return Boolean.TRUE.equals(request.getAttribute(ADMITTED));
    }
}
