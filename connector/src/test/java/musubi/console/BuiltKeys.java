package musubi.console;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import musubi.broadcast.BroadcastProblem;
import musubi.broadcast.BroadcastState;
import musubi.connection.Connection.Access;
import musubi.connection.CredentialCheck.PropertyAction;
import musubi.connection.Install;
import musubi.connection.InstallRefusedException;
import musubi.connection.ProblemCode;
import musubi.connection.RefusalCode;
import musubi.console.broadcasts.BroadcastKeys;
import musubi.console.broadcasts.compose.ComposeKeys;
import musubi.console.broadcasts.report.ReportKeys;
import musubi.console.connect.ConnectKeys;
import musubi.console.connection.ConnectionKeys;
import musubi.console.layout.LayoutKeys;
import musubi.console.overview.OverviewKeys;
import musubi.console.scenarios.ScenarioKeys;
import musubi.console.settings.SettingsKeys;
import musubi.console.signin.SigninKeys;
import musubi.contact.FollowState;
import musubi.contact.Source;
import musubi.content.MediaProblem;
import musubi.content.MessageCheckProblem;
import musubi.friends.BadLine;
import musubi.friends.Import;
import musubi.friends.ImportProblem;
import musubi.inbox.EventKind;
import musubi.line.LineFailure;
import musubi.link.OriginalSource;
import musubi.message.MessageProblem;
import musubi.result.ListOf;
import musubi.result.ListRefusedException;
import musubi.result.WaitReason;
import musubi.scenario.ScenarioConflictException;
import musubi.scenario.definition.DefinitionProblem;
import musubi.sync.Reason;
import musubi.testing.CompiledClass;
import musubi.user.Invitation.Purpose;
import musubi.user.Language;
import musubi.user.OidcRefusedException;
import musubi.user.Role;
import musubi.user.UserRefusedException;

/** The keys of texts that are put together while Musubi runs, each from its beginning and all it can end in. */
public final class BuiltKeys {

    private static final Pattern RECORDED = Pattern.compile(
            "((?:connection|person|token|import|link|media|message|broadcast|scenario|failure)\\.[a-zA-Z]+)");
    private static final Pattern ACTION = Pattern.compile("connection\\.(\\w+)");
    private static final Pattern ENTERED = Pattern.compile("(name|(?:line|hubspot)\\.\\w+)");

    private final TreeMap<String, Set<String>> ends = new TreeMap<>();

    /** All of them, by what is in the code. */
    static BuiltKeys all() {
        var keys = new BuiltKeys();
        keys.people();
        keys.connections();
        keys.messages();
        keys.installs();
        keys.friendsAndWork();
        keys.recorded();
        BroadcastKeys.addTo(keys);
        ReportKeys.addTo(keys);
        LayoutKeys.addTo(keys);
        OverviewKeys.addTo(keys);
        SigninKeys.addTo(keys);
        ConnectKeys.addTo(keys);
        ConnectionKeys.addTo(keys);
        SettingsKeys.addTo(keys);
        ComposeKeys.addTo(keys);
        ScenarioKeys.addTo(keys);
        return keys;
    }

    /** What they begin with. */
    Set<String> beginnings() {
        return ends.keySet();
    }

    Set<String> keys() {
        return ends.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(end -> entry.getKey() + end))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void people() {
        names("role.", Role.values());
        names("user.refused.", UserRefusedException.Reason.values());
        put("join.", parts(purposes(), "title", "text"));
        put("join.gone.", purposes());
        put(
                "login.oidc.",
                Arrays.stream(OidcRefusedException.Reason.values())
                        .map(Enum::name)
                        .flatMap(name -> Stream.of(name, name + ".meaning", name + ".todo")));
        put("console.language.", Arrays.stream(Language.values()).map(Language::code));
        put("overview.mood.", Stream.of("well", "waiting", "lost", "paused"));
        // what PageErrors tells apart
        put("error.", parts(Stream.of("400", "403", "404", "500", "503"), "title", "meaning", "todo"));
    }

    private static Stream<String> purposes() {
        return Arrays.stream(Purpose.values()).map(Purpose::code);
    }

    private void messages() {
        var codes = Stream.concat(
                Arrays.stream(MessageProblem.Code.values()).map(Enum::name),
                Arrays.stream(MessageCheckProblem.Other.values()).map(Enum::name));
        put("message.problem.", parts(codes, "title", "detail"));
        var broadcasts = Arrays.stream(BroadcastProblem.Code.values()).map(Enum::name);
        put("broadcast.problem.", parts(broadcasts, "title", "detail"));
        names("broadcast.state.", BroadcastState.values());
        var scenarios = Arrays.stream(DefinitionProblem.Code.values())
                // in the words of the message's own problem
                .filter(code -> code != DefinitionProblem.Code.MESSAGE)
                .map(Enum::name);
        put("scenario.problem.", parts(scenarios, "title", "detail"));
        names("scenario.conflict.", ScenarioConflictException.Reason.values());
        names("result.list.refused.", ListRefusedException.Reason.values());
        names("result.waits.", WaitReason.values());
        put(
                "result.list.of.",
                Arrays.stream(ListOf.values()).map(Enum::name).flatMap(name -> Stream.of(name, name + ".text")));
    }

    private void connections() {
        put("problem.", parts(Arrays.stream(ProblemCode.values()).map(Enum::name), "title", "detail"));
        names("line.failure.", LineFailure.Kind.values());
        names("line.error.", LineFailure.Code.values());
        names("refusal.", RefusalCode.values());
        names("refusal.difference.", constants("musubi.connection.setup.PropertyDifference"));
        names("connection.access.", Access.values());
        names("connect.action.", PropertyAction.values());
        put(
                "connection.did.",
                found(of("ConnectionChanges"), ACTION).stream().filter(action -> !action.equals("installLink")));
        put(
                "connection.refused.",
                Stream.concat(
                        found(of("ConnectionValidator"), ENTERED).stream().map(field -> field + ".INVALID"),
                        Stream.of(
                                "line.channelSecret.REFUSED",
                                "line.channelAccessToken.REFUSED",
                                "line.channelId.REFUSED",
                                "line.loginChannelSecret.REFUSED",
                                "line.CONFLICT",
                                "line.REFUSED",
                                "line.UNAVAILABLE",
                                "hubspot.accessToken.REFUSED",
                                "hubspot.accessToken.SCOPE",
                                "hubspot.portalId.REFUSED",
                                "hubspot.portalId.SCOPE",
                                "hubspot.UNAVAILABLE",
                                "propertyNames.INVALID",
                                "propertyNames.REFUSED")));
        // LINE's own, and two of ours
        put(
                "webhook.reason.",
                Stream.of(
                        "COULD_NOT_CONNECT",
                        "REQUEST_TIMEOUT",
                        "ERROR_STATUS_CODE",
                        "UNCLASSIFIED",
                        "LIMITED",
                        "NOT_TRIED"));
    }

    private void installs() {
        var failures = Arrays.stream(Install.Failure.values()).map(Enum::name).toList();
        put(
                "connect.app.",
                Stream.concat(
                        failures.stream(),
                        Arrays.stream(Install.State.values())
                                .filter(state -> state != Install.State.FAILED)
                                .map(Enum::name)));
        put(
                "hubspot.",
                parts(
                        Stream.of(
                                        failures.stream(),
                                        Stream.of(Install.State.DONE.name(), Install.State.DECLINED.name()),
                                        Arrays.stream(InstallRefusedException.Reason.values())
                                                .map(Enum::name))
                                .flatMap(each -> each),
                        "title",
                        "text"));
    }

    private void friendsAndWork() {
        names("friends.follow.", FollowState.values());
        names("friends.source.", Source.values());
        names("friends.optOut.", FollowState.values());
        put("friends.sort.", Stream.of("newest", "syncedOn"));
        put(
                "friends.trouble.",
                parts(Stream.of("away", "limited", "quota", "auth", "refused", "long"), "what", "meaning", "todo"));
        for (var what : Set.of("short", "reason", "advice", "lost")) {
            names("failures." + what + ".", Reason.values());
        }
        names("failures.event.", EventKind.values());
        names("imports.problem.", ImportProblem.Code.values());
        names("imports.bad.", BadLine.Kind.values());
        names("imports.state.", Import.State.values());
        put("imports.did.", Stream.of("paused", "resumed", "cancelled"));
        for (var what : Set.of("imports.source.", "imports.title.", "imports.failed.todo.")) {
            put(what, lower(Import.Source.values()));
        }
        names("media.problem.", MediaProblem.values());
        names("links.source.", OriginalSource.values());
        put("links.refused.", Stream.of("title", "originalSource", "pageAfter", "connection"));
        var pages = lower(constants("musubi.link.FriendPages$Kind")).toList();
        put(
                "link.",
                Stream.concat(
                        parts(pages.stream(), "title", "lead", "meaning", "note"),
                        // there is nothing to go on to from a link that is not in use
                        pages.stream().filter(page -> !page.equals("gone")).map(page -> page + ".action")));
        put("tracking.", parts(Stream.of("gone", "unavailable"), "title", "lead", "note"));
        put("sandbox.did.", lower(constants("musubi.standins.SandboxPage$Act")));
        put("sandbox.act.", Stream.of("follow", "tap", "block", "unblock"));
        put("sandbox.said.", Stream.of("follow", "unblock", "block", "tap", "button", "other"));
        put("sandbox.way.", Stream.of("in", "line", "hubspot"));
    }

    private void recorded() {
        var codes = found(CompiledClass.in("musubi.console"), RECORDED);
        codes.addAll(found(CompiledClass.in("musubi.user"), RECORDED));
        put(
                "audit.did.",
                Stream.concat(
                        codes.stream().filter(code -> !code.equals("connection.title")),
                        Stream.of("import.paused", "import.resumed", "import.cancelled")));
    }

    /** The class of that simple name, and what stands in it. */
    private static List<CompiledClass> of(String simpleName) {
        return CompiledClass.in("musubi").stream()
                .filter(each -> each.topLevel().endsWith("." + simpleName))
                .toList();
    }

    private static Set<String> found(List<CompiledClass> classes, Pattern pattern) {
        return CompiledClass.strings(classes).stream()
                .map(pattern::matcher)
                .filter(Matcher::matches)
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Keys of a beginning and the name of each constant. */
    public void names(String beginning, Enum<?>... constants) {
        put(beginning, Arrays.stream(constants).map(Enum::name));
    }

    /** Keys of a beginning and each of these ends. */
    public void put(String beginning, Stream<String> all) {
        ends.put(beginning, all.collect(Collectors.toCollection(TreeSet::new)));
    }

    private static Stream<String> lower(Enum<?>... constants) {
        return Arrays.stream(constants).map(each -> each.name().toLowerCase(Locale.ROOT));
    }

    /** Each name with each part behind it. */
    public static Stream<String> parts(Stream<String> names, String... parts) {
        return names.flatMap(name -> Arrays.stream(parts).map(part -> name + "." + part));
    }

    /** Of an enum that other modules do not see. */
    private static Enum<?>[] constants(String name) {
        try {
            return (Enum<?>[]) Class.forName(name).getEnumConstants();
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
