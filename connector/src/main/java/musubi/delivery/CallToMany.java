package musubi.delivery;

import java.util.List;

/** A call that can be cut into calls to fewer people. */
interface CallToMany<C> {

    List<Recipient> recipients();

    /** The same for other people. */
    C to(List<Recipient> others);
}
