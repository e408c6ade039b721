package musubi.console.broadcasts.report;

import java.time.ZoneId;
import java.util.UUID;
import musubi.broadcast.report.BroadcastReport;
import musubi.broadcast.report.ReportCsv;
import musubi.broadcast.report.Reports;
import musubi.console.layout.ConsolePage;
import musubi.console.layout.Layout;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;

/** What came of one broadcast, on a page and as a file. The layout is that of its connection, and so is the time zone. */
@ConsolePage
@RequestMapping("/broadcasts/{broadcastId}")
class ReportPage {

    private final Reports reports;
    private final MessageSource messages;

    ReportPage(Reports reports, MessageSource messages) {
        this.reports = reports;
        this.messages = messages;
    }

    @GetMapping("/report")
    String show(@PathVariable UUID broadcastId, @ModelAttribute("layout") Layout layout, Model model) {
        var zone = layout.zone();
        model.addAttribute("report", ReportView.of(report(broadcastId, zone), zone, layout));
        return "console/report";
    }

    @GetMapping("/report.csv")
    ResponseEntity<byte[]> file(@PathVariable UUID broadcastId, @ModelAttribute("layout") Layout layout) {
        var zone = layout.zone();
        return CsvFile.of(
                "musubi-broadcast-%s.csv".formatted(broadcastId),
                ReportCsv.of(report(broadcastId, zone), zone, CsvFile.words(messages, layout)));
    }

    private BroadcastReport report(UUID id, ZoneId zone) {
        return reports.of(id, zone).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
