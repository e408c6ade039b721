package musubi.content.media;

import musubi.content.MediaProblem;
import musubi.content.MediaRefusedException;

/**
 * What the head of a picture tells, before any of it is decoded.
 *
 * @param width in pixels, as it is stored
 * @param height in pixels, as it is stored
 * @param bytesPerPixel on the heap, once it is decoded
 * @param mayBeTransparent whether there may be pixels that are not opaque
 */
record PictureHead(int width, int height, int bytesPerPixel, boolean mayBeTransparent) {

    /** @throws MediaRefusedException when it has more pixels than are decoded */
    PictureHead {
        if (width < 1 || height < 1) {
            throw new MediaRefusedException(MediaProblem.BROKEN);
        }
        if ((long) width * height > MediaProblem.MAX_PIXELS
                || width > MediaProblem.MAX_SIDE
                || height > MediaProblem.MAX_SIDE) {
            throw new MediaRefusedException(MediaProblem.TOO_MANY_PIXELS);
        }
    }
}
