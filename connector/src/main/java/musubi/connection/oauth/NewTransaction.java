package musubi.connection.oauth;

import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs work in a transaction that is never part of the caller's: a refresh token stays stored even if the caller rolls back. */
@Component
final class NewTransaction {

    private final TransactionTemplate template;

    NewTransaction(PlatformTransactionManager transactions) {
        this.template = new TransactionTemplate(transactions);
        template.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    <T> T call(Supplier<T> work) {
        return template.execute(ignored -> work.get());
    }

    void run(Runnable work) {
        template.executeWithoutResult(ignored -> work.run());
    }
}
