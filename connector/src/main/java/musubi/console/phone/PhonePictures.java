package musubi.console.phone;

import java.net.URI;
import musubi.system.PictureSources;

/**
 * Which pictures a page can show: those that Musubi itself serves, and LINE's. Others would tell their host who looks at a page, and the
 * Content-Security-Policy keeps them out.
 *
 * @param base Musubi's public address, without a slash at the end
 */
public record PhonePictures(URI base) {

    PhonePicture of(String address) {
        if (address.isEmpty()) {
            return PhonePicture.NONE;
        }
        if (address.startsWith(base + "/")) {
            // as a path: an operator may have come by another address than friends do
            return new PhonePicture(address.substring(base.toString().length()), address);
        }
        return new PhonePicture(PictureSources.mayShow(address) ? address : "", address);
    }
}
