package musubi.system;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.FileUploadException;
import org.apache.tomcat.util.http.fileupload.impl.FileUploadIOException;
import org.apache.tomcat.util.http.fileupload.servlet.ServletRequestContext;

/** Admits requests with files or large forms: their body is read only after the sender was authenticated and authorized. */
public final class Uploads {

    private static final String ADMITTED = Uploads.class.getName() + ".admitted";
    private static final String ASKED = Uploads.class.getName() + ".asked";

    /** Bytes of the head of a part: a file name is in it, three bytes or nine for each Japanese character. */
    private static final int MAX_PART_HEAD = 4 << 10;

    private Uploads() {}

    /** Records that the body of the request may be read only once it is admitted. */
    public static void askAdmission(ServletRequest request) {
        request.setAttribute(ASKED, true);
    }

    /** Whether {@link #askAdmission} was called for it. */
    public static boolean needAdmission(ServletRequest request) {
        return Boolean.TRUE.equals(request.getAttribute(ASKED));
    }

    /** Whether its body needs no admission, or has it. */
    public static boolean mayBeRead(ServletRequest request) {
        return !needAdmission(request) || areAdmitted(request);
    }

    /** Records that the sender of the request may send files to its address. */
    public static void admit(ServletRequest request) {
        request.setAttribute(ADMITTED, true);
    }

    /** Whether {@link #admit} was called for it. */
    public static boolean areAdmitted(ServletRequest request) {
        return Boolean.TRUE.equals(request.getAttribute(ADMITTED));
    }

    /**
     * The file of a request, as it arrives. Only for paths of a {@link StreamedUpload}. Parts before it are skipped.
     *
     * @param field name of the part
     * @return not to be closed, which would read the rest of a file that was refused; empty when the request has no such part, or is no well-formed {@code multipart/form-data}
     * @throws IOException when the client breaks off
     */
    public static Optional<InputStream> file(HttpServletRequest request, String field) throws IOException {
        var upload = new FileUpload();
        upload.setPartHeaderSizeMax(MAX_PART_HEAD);
        try {
            var parts = upload.getItemIterator(new ServletRequestContext(request));
            while (parts.hasNext()) {
                var part = parts.next();
                if (!part.isFormField() && field.equals(part.getFieldName())) {
                    return Optional.of(part.openStream());
                }
            }
            return Optional.empty();
        } catch (FileUploadException | FileUploadIOException malformed) {
            return Optional.empty();
        }
    }
}
