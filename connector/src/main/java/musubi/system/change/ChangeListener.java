package musubi.system.change;

import java.util.Set;

/** Keeps a copy of tables in memory, which every node may change. A bean; its tables have the trigger {@code tell_nodes}. */
public interface ChangeListener {

    /** The tables. */
    Set<String> tables();

    /**
     * Something in one of the tables may have changed, here or on another node: read it again. Called soon after the change, by one thread,
     * and whenever notifications may have been missed. None comes where the database cannot send any, so look by yourself too. What it
     * throws is logged.
     */
    void changed();
}
