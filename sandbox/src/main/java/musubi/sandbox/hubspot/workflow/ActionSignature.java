package musubi.sandbox.hubspot.workflow;

/** Which of HubSpot's signatures a call of an action carries: its guide for actions names version 2, that for requests version 3. */
public enum ActionSignature {
    V2,
    V3,
    /** Version 3, and version 2 for older receivers. */
    BOTH
}
