package musubi.user;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What people have issued: API tokens, invitations and links for new passwords. It is revoked when a person is disabled or gets a lesser
 * role, so that they cannot go on acting by it.
 */
@Component
public class Issued {

    private final JdbcClient jdbc;
    private final AuditLog audit;
    private final TransactionTemplate transaction;

    Issued(JdbcClient jdbc, AuditLog audit, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.transaction = transaction;
    }

    /**
     * What a person has issued.
     *
     * @param tokens names of API tokens, expired ones included
     * @param links e-mail addresses that invitations and links for a new password are for
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

    /** What would be revoked if the person were disabled or got a lesser role. */
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

    /** Revokes all of it. */
    void revoke(Person person) {
        transaction.executeWithoutResult(_ -> {
            var by = by(person);
            for (var statement : List.of(
                    "delete from api_token where created_by = :by", "delete from invitation where created_by = :by")) {
                jdbc.sql(statement).param("by", person.email()).update();
            }
            by.tokens().forEach(token -> audit.record("token.revokedWith", token, person.email()));
            by.links().forEach(link -> audit.record("person.linksRevoked", link, person.email()));
        });
    }
}
