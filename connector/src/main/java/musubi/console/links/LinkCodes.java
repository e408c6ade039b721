package musubi.console.links;

import java.util.UUID;
import musubi.console.layout.ConsolePage;
import musubi.link.Links;
import musubi.link.QrFiles;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** The QR codes on the pages of links. */
@ConsolePage
@RequestMapping("/connections/{id}")
class LinkCodes {

    /** Enough for screens; print uses the SVG. */
    private static final int PIXELS = 1_024;

    private final Links links;
    private final LinkViews views;

    LinkCodes(Links links, LinkViews views) {
        this.links = links;
        this.views = views;
    }

    @GetMapping(path = "/link/qr.png", produces = MediaType.IMAGE_PNG_VALUE)
    ResponseEntity<byte[]> plainPng(@PathVariable UUID id) {
        return QrFiles.png(links.url(id), views.connection(id).displayName(), PIXELS);
    }

    @GetMapping(path = "/link/qr.svg", produces = QrFiles.SVG)
    ResponseEntity<byte[]> plainSvg(@PathVariable UUID id) {
        return QrFiles.svg(links.url(id), views.connection(id).displayName());
    }

    @GetMapping(path = "/links/{linkId}/qr.png", produces = MediaType.IMAGE_PNG_VALUE)
    ResponseEntity<byte[]> png(@PathVariable UUID id, @PathVariable String linkId) {
        var link = views.one(id, linkId);
        return QrFiles.png(links.url(link), link.title(), PIXELS);
    }

    @GetMapping(path = "/links/{linkId}/qr.svg", produces = QrFiles.SVG)
    ResponseEntity<byte[]> svg(@PathVariable UUID id, @PathVariable String linkId) {
        var link = views.one(id, linkId);
        return QrFiles.svg(links.url(link), link.title());
    }
}
