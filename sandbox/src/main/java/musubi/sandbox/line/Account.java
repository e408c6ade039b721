package musubi.sandbox.line;

import java.time.Clock;

/** What LINE keeps of a channel's official account behind its API. */
final class Account {

    final Clock clock;
    final Ids ids;
    final People people = new People();
    final Quota quota = new Quota();
    final ReplyTokens replyTokens;
    final Pages pages;
    final RetryKeys retryKeys;
    final RateLimits rateLimits;

    Account(Clock clock, Ids ids) {
        this.clock = clock;
        this.ids = ids;
        this.replyTokens = new ReplyTokens(clock, ids);
        this.pages = new Pages(clock, ids);
        this.retryKeys = new RetryKeys(clock);
        this.rateLimits = new RateLimits(clock);
    }

    void clear() {
        people.clear();
        quota.clear();
        retryKeys.clear();
        rateLimits.clear();
    }
}
