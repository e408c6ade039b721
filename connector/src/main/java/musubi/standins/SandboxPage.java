package musubi.standins;

import static musubi.user.Role.OPERATOR;
import static musubi.user.Role.VIEWER;
import static musubi.user.feature.Route.Access.CHANGE;
import static musubi.user.feature.Route.Access.READ;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Optional;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.console.layout.ConsolePage;
import musubi.console.layout.Layout;
import musubi.console.phone.PhonePictures;
import musubi.contact.PropertyNames;
import musubi.sandbox.line.Friend;
import musubi.system.PublicAddress;
import musubi.user.feature.Feature;
import musubi.user.feature.Section;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The sandbox page: a friend's phone, the contact in HubSpot and the calls in between, live. The people are generated, so
 * nothing done here is recorded in the audit log.
 */
@ConsolePage
@ConditionalOnBean(StandIns.class)
class SandboxPage {

    private static final int MAX_NAME_LENGTH = 20;
    private static final int MAX_TEXT_LENGTH = 500;
    private static final int MAX_DATA_LENGTH = 300;
    private static final int MAX_URL_LENGTH = 2_000;

    private final StandIns standIns;
    private final Connections connections;
    private final PublicAddress address;

    SandboxPage(StandIns standIns, Connections connections, PublicAddress address) {
        this.standIns = standIns;
        this.connections = connections;
        this.address = address;
    }

    @Bean
    static Feature sandboxFeature() {
        return Feature.of(SandboxPage.class)
                .navigation(new Section("sandbox", 90), 0, "/sandbox", "sandbox.title")
                .guide("connect#try-this-page-on-the-sandbox", "/sandbox")
                .routes(READ, VIEWER, "/sandbox/**")
                .routes(CHANGE, OPERATOR, "/sandbox/**")
                .ofNoConnection("/sandbox/")
                .texts("standins")
                .build();
    }

    /** What a friend can do. */
    enum Act {
        FOLLOW,
        WRITE,
        TAP,
        BLOCK,
        UNBLOCK
    }

    /** @param friend number of the person in the account, 1 for the first */
    @GetMapping("/sandbox")
    String sandbox(@RequestParam(defaultValue = "1") int friend, @ModelAttribute("layout") Layout layout, Model model) {
        show(friend, layout, model);
        friend(friend).ifPresent(Friend::look);
        model.addAttribute("people", SandboxScene.people(standIns, friend));
        model.addAttribute(
                "more",
                Math.max(
                        0,
                        standIns.channel().userCount()
                                - SandboxScene.people(standIns, friend).size()));
        return "standins/sandbox";
    }

    /** The parts of the page that change; 204 while they are the version that the browser has seen. */
    @GetMapping("/sandbox/live")
    @Nullable
    ModelAndView live(
            @RequestParam(defaultValue = "1") int friend,
            @RequestParam(defaultValue = "") String seen,
            @ModelAttribute("layout") Layout layout,
            Model model,
            HttpServletResponse response) {
        var scene = show(friend, layout, model);
        if (scene.version().equals(seen)) {
            response.setStatus(HttpStatus.NO_CONTENT.value());
            return null;
        }
        friend(friend).ifPresent(Friend::look);
        return new ModelAndView("standins/sandbox :: live");
    }

    private SandboxScene show(int number, Layout layout, Model model) {
        var scene =
                SandboxScene.of(standIns, friend(number), names(), layout.zone(), new PhonePictures(address.base()));
        model.addAttribute("scene", scene);
        model.addAttribute("number", number);
        model.addAttribute("account", standIns.channel().displayName());
        model.addAttribute("friend", friend(number).map(Friend::displayName).orElse(""));
        return scene;
    }

    @PostMapping("/sandbox/friends")
    ModelAndView add(@RequestParam(defaultValue = "") String name, RedirectAttributes flash) {
        var given = name.strip();
        if (given.isEmpty() || given.length() > MAX_NAME_LENGTH) {
            flash.addFlashAttribute("failed", "sandbox.add.refused");
            flash.addFlashAttribute("failedWith", MAX_NAME_LENGTH);
            return to(1);
        }
        standIns.channel().newUser(given);
        flash.addFlashAttribute("did", "sandbox.add.done");
        flash.addFlashAttribute("didWith", given);
        return to(standIns.channel().userCount());
    }

    /** A link of a message was opened on the phone: LINE counts that, whatever it leads to. */
    @PostMapping("/sandbox/friends/{number}/opened")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void opened(@PathVariable int number, @RequestParam String url) {
        var friend = friend(number).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        if (url.length() <= MAX_URL_LENGTH) {
            friend.click(url);
        }
    }

    /** Performs an act. The page updates itself where scripts run; otherwise the answer redirects back to it. */
    @PostMapping("/sandbox/friends/{number}/{act}")
    @Nullable
    ModelAndView act(
            @PathVariable int number,
            @PathVariable String act,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = SandboxScene.MENU) String data,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean live,
            RedirectAttributes flash,
            HttpServletResponse response) {
        var friend = friend(number).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        var done = act(friend, act(act), text.strip(), data);
        if (live) {
            response.setStatus(HttpStatus.NO_CONTENT.value());
            response.setHeader("HX-Trigger", "acted");
            return null;
        }
        if (done) {
            flash.addFlashAttribute("did", "sandbox.did." + act);
            flash.addFlashAttribute("didWith", friend.displayName());
        }
        return to(number);
    }

    /** Performs the act when it is possible: who blocks the account cannot write to it, who does not follow it cannot block it. */
    private static boolean act(Friend friend, Act act, String text, String data) {
        var can = switch (act) {
            case FOLLOW -> !friend.isFollowing() && !friend.isBlocking();
            case WRITE -> friend.isFollowing() && !text.isEmpty() && text.length() <= MAX_TEXT_LENGTH;
            case TAP -> friend.isFollowing() && data.length() <= MAX_DATA_LENGTH;
            case BLOCK -> friend.isFollowing();
            case UNBLOCK -> friend.isBlocking();
        };
        if (can) {
            var ignored = switch (act) {
                case FOLLOW -> friend.follow();
                case WRITE -> friend.write(text);
                case TAP -> friend.tap(data);
                case BLOCK -> friend.block();
                case UNBLOCK -> friend.unblock();
            };
        }
        return can;
    }

    private static Act act(String name) {
        try {
            return Act.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
    }

    private static ModelAndView to(int number) {
        return new ModelAndView("redirect:/sandbox?friend=" + number);
    }

    private Optional<Friend> friend(int number) {
        return number < 1
                ? Optional.empty()
                : standIns.channel().users(number - 1, 1).stream().findFirst();
    }

    private PropertyNames names() {
        return connections.all().stream()
                .filter(connection ->
                        connection.botUserId().equals(standIns.channel().botUserId()))
                .findFirst()
                .map(Connection::propertyNames)
                .orElse(PropertyNames.ofSerial(1));
    }
}
