package musubi.content.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import musubi.system.upload.SpooledFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of a picture. */
class PictureTests {

    @TempDir
    private Path directory;

    private MadeMedium made(FileKind kind, byte[] content) throws IOException {
        var file = directory.resolve("picture");
        Files.write(file, content);
        return MakePicture.of(kind, file, new SpooledFiles(directory));
    }

    private static MadeFile file(MadeMedium medium, MediumSize size) {
        return medium.files().stream()
                .filter(each -> each.size() == size)
                .findFirst()
                .orElseThrow();
    }

    private static BufferedImage image(MadeMedium medium, MediumSize size) throws IOException {
        return ImageIO.read(file(medium, size).path().toFile());
    }

    /** The colour of each quarter: red, green, blue, white. */
    private static String quarters(BufferedImage image) {
        var seen = new StringBuilder();
        for (var each = 0; each < 4; each++) {
            var colour = new Color(image.getRGB(
                    image.getWidth() * (1 + 2 * (each % 2)) / 4, image.getHeight() * (1 + 2 * (each / 2)) / 4));
            var red = colour.getRed() > 128;
            var green = colour.getGreen() > 128;
            var blue = colour.getBlue() > 128;
            seen.append(red && green && blue ? 'W' : red ? 'R' : green ? 'G' : blue ? 'B' : '?');
        }
        return seen.toString();
    }

    @Test
    void aPictureIsMadeInAllSizes() throws IOException {
        try (var made = made(FileKind.JPEG, MediaFiles.jpeg(2_400, 1_600))) {
            assertThat(made.width()).isEqualTo(2_400);
            assertThat(made.height()).isEqualTo(1_600);
            assertThat(made.contentType()).isEqualTo("image/jpeg");
            assertThat(made.files()).extracting(MadeFile::size).containsExactlyInAnyOrder(MediumSize.values());
            for (var size : MediumSize.widths()) {
                var image = image(made, size);
                assertThat(image.getWidth()).isEqualTo(size.width());
                assertThat(image.getHeight()).isEqualTo(Math.round(size.width() / 1.5f));
                assertThat(quarters(image)).isEqualTo("RGBW");
            }
            assertThat(image(made, MediumSize.PREVIEW).getWidth()).isEqualTo(1_040);
            assertThat(quarters(image(made, MediumSize.ORIGINAL))).isEqualTo("RGBW");
            assertThat(made.files()).allSatisfy(each -> assertThat(Files.size(each.path()))
                    .isEqualTo(each.bytes()));
        }
        try (var left = Files.list(directory)) {
            assertThat(left.map(Path::getFileName)).containsExactly(Path.of("picture"));
        }
    }

    /** What the camera calls each orientation, by where the quarters then are. */
    @ParameterizedTest
    @CsvSource({
        "1, 400, 300, RGBW",
        "2, 400, 300, GRWB",
        "3, 400, 300, WBGR",
        "4, 400, 300, BWRG",
        "5, 300, 400, RBGW",
        "6, 300, 400, BRWG",
        "7, 300, 400, WGBR",
        "8, 300, 400, GWRB",
        "9, 400, 300, RGBW"
    })
    void aPhotographStandsUprightAndItsMetadataIsGone(int orientation, int width, int height, String seen)
            throws IOException {
        try (var made = made(FileKind.JPEG, MediaFiles.turned(MediaFiles.jpeg(400, 300), orientation))) {
            assertThat(made.width()).isEqualTo(width);
            assertThat(made.height()).isEqualTo(height);
            for (var size : MediumSize.values()) {
                assertThat(quarters(image(made, size))).as(size.name()).isEqualTo(seen);
                assertThat(Files.readString(file(made, size).path(), StandardCharsets.ISO_8859_1))
                        .doesNotContain("Exif", "secret");
            }
        }
    }

    @Test
    void greyPhotographsAreTurnedToo() throws IOException {
        var grey = new BufferedImage(401, 203, BufferedImage.TYPE_BYTE_GRAY);
        var graphics = grey.createGraphics();
        graphics.fillRect(0, 0, 200, 101);
        graphics.dispose();
        try (var made = made(FileKind.JPEG, MediaFiles.turned(MediaFiles.encoded("jpeg", grey), 6))) {
            var image = image(made, MediumSize.ORIGINAL);
            assertThat(image.getWidth()).isEqualTo(203);
            assertThat(image.getHeight()).isEqualTo(401);
            assertThat(quarters(image)).isEqualTo("?W??");
        }
    }

    @Test
    void coloursOfAnotherProfileAreConverted() throws IOException {
        var image = new BufferedImage(300, 200, BufferedImage.TYPE_3BYTE_BGR);
        var graphics = image.createGraphics();
        graphics.setColor(new Color(200, 60, 30));
        graphics.fillRect(0, 0, 300, 200);
        graphics.dispose();
        var linear = MediaFiles.profiled(
                MediaFiles.encoded("jpeg", image), ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB));
        try (var made = made(FileKind.JPEG, MediaFiles.turned(linear, 6))) {
            for (var size : List.of(MediumSize.ORIGINAL, MediumSize.WIDTH_240)) {
                var colour = new Color(image(made, size).getRGB(100, 50));
                assertThat(colour.getRed()).isBetween(222, 234);
                assertThat(colour.getGreen()).isBetween(126, 138);
                assertThat(colour.getBlue()).isBetween(91, 103);
            }
        }
    }

    @Test
    void picturesForPrintHaveTheirColours() throws IOException {
        try (var made = made(FileKind.JPEG, MediaFiles.cyanCmyk(300, 200))) {
            var colour = new Color(image(made, MediumSize.WIDTH_240).getRGB(100, 50));
            assertThat(colour.getRed()).isLessThan(80);
            assertThat(colour.getGreen()).isGreaterThan(120);
            assertThat(colour.getBlue()).isGreaterThan(180);
        }
    }

    @Test
    void transparencyIsKeptAndOpaqueDrawingsBecomeJpeg() throws IOException {
        var clear = MediaFiles.quarters(600, 600, BufferedImage.TYPE_INT_ARGB);
        clear.setRGB(0, 0, 0);
        try (var made = made(FileKind.PNG, MediaFiles.png(clear))) {
            assertThat(made.files()).allMatch(each -> each.contentType().equals("image/png"));
            assertThat(quarters(image(made, MediumSize.WIDTH_700))).isEqualTo("RGBW");
            assertThat(image(made, MediumSize.WIDTH_240).getRGB(0, 0) >>> 24).isLessThan(255);
        }
        var opaque = MediaFiles.quarters(600, 600, BufferedImage.TYPE_INT_ARGB);
        try (var made = made(FileKind.PNG, MediaFiles.png(opaque))) {
            assertThat(made.contentType()).isEqualTo("image/png");
            assertThat(file(made, MediumSize.WIDTH_1040).contentType()).isEqualTo("image/jpeg");
            assertThat(quarters(image(made, MediumSize.PREVIEW))).isEqualTo("RGBW");
            assertThat(image(made, MediumSize.PREVIEW).getWidth()).isEqualTo(600);
        }
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_BYTE_INDEXED,
                BufferedImage.TYPE_BYTE_BINARY,
                BufferedImage.TYPE_BYTE_GRAY,
                BufferedImage.TYPE_USHORT_GRAY,
                BufferedImage.TYPE_4BYTE_ABGR,
                BufferedImage.TYPE_INT_RGB
            })
    void eachKindOfPngIsUnderstood(int type) throws IOException {
        try (var made = made(FileKind.PNG, MediaFiles.png(MediaFiles.quarters(300, 200, type)))) {
            assertThat(image(made, MediumSize.WIDTH_460).getHeight()).isEqualTo(307);
        }
    }

    @Test
    void aPictureOfLinesIsNotMadeEndlesslyHigh() throws IOException {
        try (var made = made(FileKind.PNG, MediaFiles.blackPng(2, 20_000, 2, 3))) {
            assertThat(image(made, MediumSize.WIDTH_1040).getHeight()).isEqualTo(4_160);
        }
        try (var made = made(FileKind.PNG, MediaFiles.blackPng(20_000, 2, 2, 3))) {
            assertThat(image(made, MediumSize.WIDTH_1040).getHeight()).isEqualTo(1);
        }
    }

    @Test
    void aPreviewHasAMegabyteAtTheMostAndTheOriginalTen() throws IOException {
        try (var made = made(FileKind.PNG, MediaFiles.png(MediaFiles.noise(1_500, 1_300, BufferedImage.TYPE_INT_ARGB)))) {
            assertThat(file(made, MediumSize.PREVIEW).bytes()).isLessThanOrEqualTo(1_000_000);
            assertThat(made.original().bytes()).isLessThanOrEqualTo(10_000_000);
        }
    }

    @Test
    void aCommentIsNeverUnpacked() throws IOException {
        var begun = System.nanoTime();
        try (var made = made(FileKind.PNG, MediaFiles.blackPng(10, 10, 3, 1, palette(), MediaFiles.commentBomb()))) {
            assertThat(made.width()).isEqualTo(10);
        }
        assertThat(System.nanoTime() - begun).isLessThan(30_000_000_000L);
    }

    private static byte[] palette() {
        return MediaFiles.chunk("PLTE", new byte[] {0, 0, 0});
    }

    @Test
    void progressivePicturesAreMade() throws IOException {
        var small = MediaFiles.progressive(MediaFiles.quarters(800, 600, BufferedImage.TYPE_3BYTE_BGR));
        try (var made = made(FileKind.JPEG, small)) {
            assertThat(quarters(image(made, MediumSize.WIDTH_240))).isEqualTo("RGBW");
        }
    }

    @Test
    void ofALargePictureAQuarterOfThePixelsIsKept() throws IOException {
        try (var made = made(FileKind.PNG, MediaFiles.blackPng(7_000, 7_000, 0, 1))) {
            assertThat(made.width()).isEqualTo(3_500);
            assertThat(made.height()).isEqualTo(3_500);
        }
    }
}
