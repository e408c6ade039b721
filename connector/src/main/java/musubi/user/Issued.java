package musubi.user;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What people have issued: API tokens, invitations and links for new passwords. Who is disabled or may do less from now
 * on must not go on acting by them, so they end with it.
 */
@Component
public class Issued {

    private final JdbcClient jdbc;
    private final AuditLog audit;

    Issued(JdbcClient jdbc, AuditLog audit) {
        this.jdbc = jdbc;
        this.audit = audit;
    }

    /**
     * What ends with its issuer.
     *
     * @param tokens names of API tokens, ended ones too
     * @param links addresses whom invitations and links for a new password are for
     */
    public record By(List<String> tokens, List<String> links) {

        public boolean isEmpty() {
            return tokens.isEmpty() && links.isEmpty();
        }

        /** Names and addresses together. */
        public List<String> names() {
            return Stream.concat(tokens.stream(), links.stream()).toList();
        }
    }

    /** What would end if that person were disabled or might do less. */
    public By by(Person person) {
        return new By(
                names("select name from api_token where created_by = :by order by created_at, id", person),
                names("""
                        select email from invitation where created_by = :by and email is not null order by expires_at
                        """, person));
    }

    private List<String> names(String query, Person person) {
        return jdbc.sql(query)
                .param("by", person.email())
                .query((row, number) -> row.getString(1))
                .list();
    }

    /** Ends all of it. */
    @Transactional
    void revoke(Person person) {
        var by = by(person);
        for (var statement : List.of(
                "delete from api_token where created_by = :by", "delete from invitation where created_by = :by")) {
            jdbc.sql(statement).param("by", person.email()).update();
        }
        by.tokens().forEach(token -> audit.record("token.revokedWith", token, person.email()));
        by.links().forEach(link -> audit.record("person.linksRevoked", link, person.email()));
    }
}
