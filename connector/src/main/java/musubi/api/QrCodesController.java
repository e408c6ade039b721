package musubi.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.UUID;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.link.Link;
import musubi.link.Links;
import musubi.link.QrCode;
import musubi.link.QrFiles;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api")
@Tag(name = "Links")
class QrCodesController {

    private final Links links;
    private final Connections connections;

    QrCodesController(Links links, Connections connections) {
        this.links = links;
        this.connections = connections;
    }

    @GetMapping(path = "/links/{linkId}/qr.png", produces = MediaType.IMAGE_PNG_VALUE)
    @Operation(operationId = "getLinkPng", summary = "The QR code of a custom link")
    ResponseEntity<byte[]> png(@PathVariable String linkId, @CodeSize @RequestParam(defaultValue = "512") int size) {
        var link = link(linkId);
        return png(links.url(link), link.title(), size);
    }

    @GetMapping(path = "/links/{linkId}/qr.svg", produces = QrFiles.SVG)
    @Operation(operationId = "getLinkSvg", summary = "The QR code of a custom link, for print")
    ResponseEntity<byte[]> svg(@PathVariable String linkId) {
        var link = link(linkId);
        return QrFiles.svg(links.url(link), link.title());
    }

    @GetMapping(path = "/connections/{id}/link/qr.png", produces = MediaType.IMAGE_PNG_VALUE)
    @Operation(operationId = "getPlainLinkPng", summary = "The QR code of the default link")
    ResponseEntity<byte[]> plainPng(@PathVariable UUID id, @CodeSize @RequestParam(defaultValue = "512") int size) {
        return png(links.url(id), known(id).displayName(), size);
    }

    @GetMapping(path = "/connections/{id}/link/qr.svg", produces = QrFiles.SVG)
    @Operation(operationId = "getPlainLinkSvg", summary = "The QR code of the default link, for print")
    ResponseEntity<byte[]> plainSvg(@PathVariable UUID id) {
        return QrFiles.svg(links.url(id), known(id).displayName());
    }

    private static ResponseEntity<byte[]> png(URI address, String title, int size) {
        if (size < QrCode.MIN_SIZE || size > QrCode.MAX_SIZE) {
            throw new InvalidParameterException("size", "rest.invalid.range", size, QrCode.MIN_SIZE, QrCode.MAX_SIZE);
        }
        return QrFiles.png(address, title, size);
    }

    private Link link(String id) {
        return links.find(id).orElseThrow(() -> new NoSuchResourceException("link"));
    }

    private Connection known(UUID connectionId) {
        return connections.find(connectionId).orElseThrow(() -> new NoSuchResourceException("connection"));
    }
}
