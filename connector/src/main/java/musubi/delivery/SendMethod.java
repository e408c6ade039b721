package musubi.delivery;

/** How the messages of a delivery reach LINE. */
public enum SendMethod {
    /** To one person a call: the messages differ from person to person. */
    PUSH,
    /** To as many as 500 people a call. */
    MULTICAST
}
