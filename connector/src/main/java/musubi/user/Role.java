package musubi.user;

/** What somebody may do, the least first. Each may also do what those before it may. */
public enum Role {
    /** Reads. */
    VIEWER,
    /** Imports friends, makes links, tries failures again or gives them up. */
    OPERATOR,
    /** Connections, people, tokens, the audit log. */
    ADMIN;

    /** Whether it is at least that one. */
    public boolean includes(Role least) {
        return compareTo(least) >= 0;
    }
}
