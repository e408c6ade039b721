package musubi.connection.store;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import musubi.connection.Connection;
import musubi.connection.Connection.Access;
import musubi.connection.Connection.State;
import musubi.connection.Language;
import musubi.connection.LoginOptions;
import musubi.connection.Options;
import musubi.connection.Problem;
import musubi.connection.sending.SendingOptions;
import musubi.connection.sending.SendingOptions.NoteOnContact;
import musubi.connection.sending.SendingOptions.QuietHours;
import musubi.connection.sending.SendingOptions.UpdateContacts;
import musubi.connection.sending.Utm;
import musubi.connection.store.Vault.WrongMasterKeyException;
import musubi.contact.LineProperty;
import musubi.contact.OptOutWords;
import musubi.contact.PropertyNames;
import musubi.system.SqlTime;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Maps rows of the table {@code connection} to objects and back; encrypts and decrypts the credentials. */
@Component
class ConnectionMapping {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionMapping.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Vault vault;
    /** Connections whose credentials cannot be decrypted; each is logged once. */
    private final Set<UUID> undecryptable = ConcurrentHashMap.newKeySet();

    ConnectionMapping(Vault vault) {
        this.vault = vault;
    }

    /** Empty when the credentials cannot be decrypted. */
    Optional<ConnectionWithSecrets> read(ResultSet row) throws SQLException {
        var id = row.getObject("id", UUID.class);
        try {
            return Optional.of(new ConnectionWithSecrets(connection(id, row), secrets(id, row)));
        } catch (WrongMasterKeyException e) {
            if (undecryptable.add(id)) {
                LOG.error("Connection {} is left out: {}", id, e.getMessage());
            }
            return Optional.empty();
        }
    }

    private static Connection connection(UUID id, ResultSet row) throws SQLException {
        var serial = row.getInt("serial");
        return new Connection(
                id,
                row.getString("name"),
                serial,
                State.valueOf(row.getString("state")),
                BotUserIds.text(row.getObject("bot_user_id", UUID.class)),
                row.getString("basic_id"),
                row.getString("display_name"),
                row.getLong("portal_id"),
                row.getBytes("hubspot_access_token") == null ? Access.OAUTH : Access.TOKEN,
                ZoneId.of(row.getString("time_zone")),
                row.getBoolean("japanese"),
                new Options(
                        row.getBoolean("auto_create_contacts"),
                        row.getBoolean("use_outside_line_ids"),
                        row.getBoolean("create_task_on_message"),
                        row.getBoolean("ask_email_on_login"),
                        Optional.ofNullable(row.getString("language"))
                                .map(Language::valueOf)
                                .orElse(Language.ofPortal(row.getBoolean("japanese"))),
                        sending(row),
                        optOut(row)),
                new LoginOptions(
                        Optional.ofNullable(row.getString("login_channel_id")),
                        Optional.ofNullable(row.getString("page_after_login")).map(URI::create)),
                new PropertyNames(serial, mappedNames(row)),
                problems(row.getString("problems")),
                SqlTime.instant(row, "created_at"),
                SqlTime.optionalInstant(row, "paused_at"));
    }

    private static SendingOptions sending(ResultSet row) throws SQLException {
        var from = row.getObject("quiet_from", LocalTime.class);
        var to = row.getObject("quiet_to", LocalTime.class);
        return new SendingOptions(
                from == null || to == null ? Optional.empty() : Optional.of(new QuietHours(from, to)),
                row.getLong("quota_reserve"),
                Optional.ofNullable(row.getBigDecimal("price_per_message")),
                utm(row),
                row.getBoolean("estimate_opens"),
                UpdateContacts.valueOf(row.getString("update_contacts")),
                NoteOnContact.valueOf(row.getString("note_on_contact")));
    }

    private static Options.OptOut optOut(ResultSet row) throws SQLException {
        return new Options.OptOut(
                new OptOutWords(
                        words(row, "opt_out_words", OptOutWords.DEFAULT.out()),
                        words(row, "opt_in_words", OptOutWords.DEFAULT.in())),
                Optional.ofNullable(row.getString("opt_out_answer")),
                Optional.ofNullable(row.getString("opt_in_answer")));
    }

    private static List<String> words(ResultSet row, String column, List<String> unless) throws SQLException {
        return row.getArray(column) == null ? unless : strings(row, column);
    }

    private static Optional<Utm> utm(ResultSet row) throws SQLException {
        var source = row.getString("utm_source");
        return source == null
                ? Optional.empty()
                : Optional.of(new Utm(source, row.getString("utm_medium"), row.getString("utm_campaign")));
    }

    private static Map<LineProperty, String> mappedNames(ResultSet row) throws SQLException {
        var mapped = new EnumMap<LineProperty, String>(LineProperty.class);
        var names = strings(row, "internal_names");
        for (var property : strings(row, "properties")) {
            mapped.put(LineProperty.valueOf(property), names.get(mapped.size()));
        }
        return mapped;
    }

    private static List<String> strings(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    private static List<Problem> problems(@Nullable String json) {
        return json == null ? List.of() : List.of(JSON.readValue(json, Problem[].class));
    }

    private Secrets secrets(UUID id, ResultSet row) throws SQLException, WrongMasterKeyException {
        return new Secrets(
                decrypted(id, row, "channel_secret").orElseThrow(),
                decrypted(id, row, "channel_access_token"),
                Optional.ofNullable(row.getString("channel_id")),
                Optional.ofNullable(row.getString("login_channel_id")),
                decrypted(id, row, "login_channel_secret"),
                decrypted(id, row, "hubspot_access_token"));
    }

    private Optional<String> decrypted(UUID id, ResultSet row, String column)
            throws SQLException, WrongMasterKeyException {
        var encrypted = row.getBytes(column);
        return encrypted == null ? Optional.empty() : Optional.of(vault.decrypt(id, column, encrypted));
    }

    /** The named parameters of the statements that write a connection. */
    Map<String, @Nullable Object> parameters(ConnectionWithSecrets written) {
        var connection = written.connection();
        var secrets = written.secrets();
        var id = connection.id();
        var values = new HashMap<String, @Nullable Object>();
        values.put("id", id);
        values.put("name", connection.name());
        values.put("state", connection.state().name());
        values.put("serial", connection.serial());
        values.put("bot", BotUserIds.bytes(connection.botUserId()));
        values.put("basicId", connection.basicId());
        values.put("displayName", connection.displayName());
        values.put("portal", connection.portalId());
        values.put("timeZone", connection.timeZone().getId());
        values.put("japanese", connection.japanese());
        values.put("autoCreate", connection.options().autoCreateContacts());
        values.put("useOutside", connection.options().useOutsideLineIds());
        values.put("createTask", connection.options().createTaskOnMessage());
        values.put("askEmail", connection.options().askEmailOnLogin());
        var language = connection.options().language();
        // without a choice it follows the portal
        values.put("language", language == Language.ofPortal(connection.japanese()) ? null : language.name());
        var sending = connection.options().sending();
        values.put("quietFrom", sending.quietHours().map(QuietHours::from).orElse(null));
        values.put("quietTo", sending.quietHours().map(QuietHours::to).orElse(null));
        values.put("quotaReserve", sending.quotaReserve());
        values.put("pricePerMessage", sending.pricePerMessage().orElse(null));
        values.put("utmSource", sending.utm().map(Utm::source).orElse(null));
        values.put("utmMedium", sending.utm().map(Utm::medium).orElse(null));
        values.put("utmCampaign", sending.utm().map(Utm::campaign).orElse(null));
        values.put("estimateOpens", sending.estimateOpens());
        values.put("updateContacts", sending.updateContacts().name());
        values.put("noteOnContact", sending.noteOnContact().name());
        var optOut = connection.options().optOut();
        values.put("optOutWords", changed(optOut.words().out(), OptOutWords.DEFAULT.out()));
        values.put("optInWords", changed(optOut.words().in(), OptOutWords.DEFAULT.in()));
        values.put("optOutAnswer", optOut.outAnswer().orElse(null));
        values.put("optInAnswer", optOut.inAnswer().orElse(null));
        values.put("channelId", secrets.channelId().orElse(null));
        values.put("channelSecret", vault.encrypt(id, "channel_secret", secrets.channelSecret()));
        values.put("channelAccessToken", encrypted(id, "channel_access_token", secrets.channelAccessToken()));
        values.put("loginChannelId", secrets.loginChannelId().orElse(null));
        values.put("loginChannelSecret", encrypted(id, "login_channel_secret", secrets.loginChannelSecret()));
        values.put("hubspotAccessToken", encrypted(id, "hubspot_access_token", secrets.hubspotAccessToken()));
        values.put(
                "pageAfterLogin",
                connection.login().pageAfter().map(URI::toString).orElse(null));
        values.put("createdAt", SqlTime.of(connection.createdAt()));
        return values;
    }

    private static String @Nullable [] changed(List<String> words, List<String> unless) {
        return words.equals(unless) ? null : words.toArray(String[]::new);
    }

    private byte @Nullable [] encrypted(UUID id, String column, Optional<String> secret) {
        return secret.isPresent() ? vault.encrypt(id, column, secret.get()) : null;
    }
}
