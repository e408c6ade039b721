package musubi.connection;

import java.net.URI;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import musubi.connection.Connection.Access;
import musubi.connection.Connection.State;
import musubi.connection.ConnectionRefusedException.Reason;
import musubi.connection.ConnectionRefusedException.Refusal;
import musubi.connection.Vault.WrongMasterKeyException;
import musubi.contact.LineProperty;
import musubi.contact.PropertyNames;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The connections in the database. */
final class ConnectionRows {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionRows.class);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;
    private final Vault vault;
    /** Told already. */
    private final Set<UUID> leftOut = ConcurrentHashMap.newKeySet();

    ConnectionRows(JdbcClient jdbc, Vault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    /** @throws ConnectionRefusedException when the account is connected already */
    void refuseSecond(String botUserId) {
        all().stream()
                .map(ConnectionWithSecrets::connection)
                .filter(connection -> connection.botUserId().equals(botUserId))
                .findFirst()
                .ifPresent(connection -> {
                    throw new ConnectionRefusedException(new Refusal(
                            Reason.CONFLICT,
                            "line",
                            "The LINE Official Account %s is connected already, as \"%s\" (%s). Change that connection, or delete it first."
                                    .formatted(connection.basicId(), connection.name(), connection.id())));
                });
    }

    /** The oldest first. One whose credentials do not decrypt is left out, so that it does not hold up the others. */
    List<ConnectionWithSecrets> all() {
        return read("order by created_at, id", null);
    }

    /** One, kept from change by others until the transaction ends. */
    Optional<ConnectionWithSecrets> locked(UUID id) {
        return read("where id = :id for no key update", id).stream().findFirst();
    }

    private List<ConnectionWithSecrets> read(String which, @Nullable UUID id) {
        return jdbc.sql("""
                        select *,
                               array(select property from connection_property
                                     where connection_id = id order by property) as properties,
                               array(select internal_name from connection_property
                                     where connection_id = id order by property) as internal_names,
                               (select jsonb_agg(jsonb_build_object('code', code, 'arguments', to_jsonb(arguments))
                                                 order by seen_at, code)
                                from connection_problem where connection_id = id) as problems
                        from connection
                        """ + which).param("id", id).query((row, number) -> stored(row)).list().stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<ConnectionWithSecrets> stored(ResultSet row) throws SQLException {
        var id = row.getObject("id", UUID.class);
        try {
            return Optional.of(new ConnectionWithSecrets(connection(id, row), secrets(id, row)));
        } catch (WrongMasterKeyException e) {
            if (leftOut.add(id)) {
                LOG.error("Connection {} is left out: {}", id, e.getMessage());
            }
            return Optional.empty();
        }
    }

    private static Connection connection(UUID id, ResultSet row) throws SQLException {
        var mapped = new EnumMap<LineProperty, String>(LineProperty.class);
        var names = strings(row, "internal_names");
        for (var property : strings(row, "properties")) {
            mapped.put(LineProperty.valueOf(property), names.get(mapped.size()));
        }
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
                        row.getBoolean("ask_email_on_login")),
                new LoginOptions(
                        Optional.ofNullable(row.getString("login_channel_id")),
                        Optional.ofNullable(row.getString("page_after_login")).map(URI::create)),
                new PropertyNames(serial, mapped),
                problems(row.getString("problems")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("paused_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
    }

    private static List<Problem> problems(@Nullable String found) {
        return found == null ? List.of() : List.of(JSON.readValue(found, Problem[].class));
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

    private static List<String> strings(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return List.of((String[]) array.getArray());
    }

    void insert(ConnectionWithSecrets stored) {
        jdbc.sql("""
                insert into connection (id, name, state, serial, bot_user_id, basic_id, display_name, portal_id,
                    time_zone, japanese, auto_create_contacts, use_outside_line_ids, create_task_on_message,
                    ask_email_on_login, manage_groups, channel_id, channel_secret, channel_access_token,
                    login_channel_id, login_channel_secret, hubspot_access_token, page_after_login,
                    created_at)
                values (:id, :name, :state, :serial, :bot, :basicId, :displayName, :portal, :timeZone, :japanese,
                    :autoCreate, :useOutside, :createTask, :askEmail, false, :channelId, :channelSecret,
                    :channelAccessToken, :loginChannelId, :loginChannelSecret, :hubspotAccessToken, :pageAfterLogin,
                    :createdAt)
                """).params(values(stored)).update();
        stored.connection()
                .propertyNames()
                .mapped()
                .forEach((property, name) -> jdbc.sql("""
                        insert into connection_property (connection_id, property, internal_name)
                        values (:id, :property, :name)
                        """)
                        .param("id", stored.connection().id())
                        .param("property", property.name())
                        .param("name", name)
                        .update());
    }

    /** Everything but what never changes: id, account, portal, serial, property names. Problems and pauses are not touched. */
    void update(ConnectionWithSecrets stored) {
        jdbc.sql("""
                update connection set name = :name, state = :state, basic_id = :basicId, display_name = :displayName,
                    time_zone = :timeZone, japanese = :japanese, auto_create_contacts = :autoCreate,
                    use_outside_line_ids = :useOutside, create_task_on_message = :createTask,
                    ask_email_on_login = :askEmail, channel_id = :channelId,
                    channel_secret = :channelSecret, channel_access_token = :channelAccessToken,
                    login_channel_id = :loginChannelId, login_channel_secret = :loginChannelSecret,
                    hubspot_access_token = :hubspotAccessToken, page_after_login = :pageAfterLogin
                where id = :id
                """).params(values(stored)).update();
    }

    private Map<String, @Nullable Object> values(ConnectionWithSecrets stored) {
        var connection = stored.connection();
        var secrets = stored.secrets();
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
        values.put("channelId", secrets.channelId().orElse(null));
        values.put("channelSecret", vault.encrypt(id, "channel_secret", secrets.channelSecret()));
        values.put("channelAccessToken", encrypted(id, "channel_access_token", secrets.channelAccessToken()));
        values.put("loginChannelId", secrets.loginChannelId().orElse(null));
        values.put("loginChannelSecret", encrypted(id, "login_channel_secret", secrets.loginChannelSecret()));
        values.put("hubspotAccessToken", encrypted(id, "hubspot_access_token", secrets.hubspotAccessToken()));
        values.put(
                "pageAfterLogin",
                connection.login().pageAfter().map(URI::toString).orElse(null));
        values.put("createdAt", connection.createdAt().atOffset(ZoneOffset.UTC));
        return values;
    }

    private byte @Nullable [] encrypted(UUID id, String column, Optional<String> secret) {
        return secret.isPresent() ? vault.encrypt(id, column, secret.get()) : null;
    }

    /** Returns whether it was there. */
    boolean delete(UUID id) {
        return jdbc.sql("delete from connection where id = :id").param("id", id).update() > 0;
    }

    /** Returns whether that was news. */
    boolean setState(UUID id, State state) {
        return jdbc.sql("update connection set state = :state where id = :id and state <> :state")
                        .param("id", id)
                        .param("state", state.name())
                        .update()
                > 0;
    }

    /** Returns whether that was news. */
    boolean pause(UUID id, Instant now) {
        return jdbc.sql("update connection set paused_at = :now where id = :id and paused_at is null")
                        .param("id", id)
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .update()
                > 0;
    }

    /** Returns whether that was news. */
    boolean resume(UUID id) {
        return jdbc.sql("update connection set paused_at = null where id = :id and paused_at is not null")
                        .param("id", id)
                        .update()
                > 0;
    }

    /** Returns whether that was news. Of a connection that is gone, none is kept. */
    boolean keepProblem(UUID id, Problem problem, boolean blocking, Instant now) {
        return jdbc.sql("""
                        insert into connection_problem (connection_id, code, arguments, blocking, seen_at)
                        select id, :code, :arguments, :blocking, :now from connection where id = :id
                        on conflict (connection_id, code) do update
                            set arguments = excluded.arguments, blocking = excluded.blocking
                            where (connection_problem.arguments, connection_problem.blocking)
                                is distinct from (excluded.arguments, excluded.blocking)
                        """)
                        .param("id", id)
                        .param("code", problem.code().name())
                        .param("arguments", problem.arguments().toArray(String[]::new))
                        .param("blocking", blocking)
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .update()
                > 0;
    }

    /** Returns whether it was there. */
    boolean dropProblem(UUID id, ProblemCode code) {
        return jdbc.sql("delete from connection_problem where connection_id = :id and code = :code")
                        .param("id", id)
                        .param("code", code.name())
                        .update()
                > 0;
    }

    /** Returns whether there were any. */
    boolean dropBlockingProblems(UUID id) {
        return jdbc.sql("delete from connection_problem where connection_id = :id and blocking")
                        .param("id", id)
                        .update()
                > 0;
    }
}
