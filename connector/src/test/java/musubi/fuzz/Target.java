package musubi.fuzz;

/** One way in. It fails when something unexpected happens, or an answer says so; all other refusals are right. */
interface Target {

    /** One input. */
    void run(Bits bits);

    /** What a name stands for. */
    enum Kind {
        /** What LINE, HubSpot, or somebody who says to be one of them, sends: bodies, signatures, headers. */
        WEBHOOK,
        /** Any route of the REST API, with an administrator's token: addresses, queries, bodies. */
        REST,
        /** A file of user ids. */
        CSV,
        /** What HubSpot answers to reads and writes. */
        HUBSPOT,
        /** What LINE answers. */
        LINE,
        /** What everybody may open: counted links, pictures, sign-in, invitations, returns from others, with any cookie. */
        STRANGER,
        /** Messages with HubL. */
        HUBL;

        Target in(FuzzWorld world) {
            return switch (this) {
                case WEBHOOK -> new WebhookTarget(world);
                case REST -> new RestTarget(world);
                case CSV -> new CsvTarget(world);
                case HUBSPOT -> new AnswerTarget(world, world.world().hubspot().faults(), PlatformAnswers.HUBSPOT);
                case LINE -> new AnswerTarget(world, world.world().line().faults(), PlatformAnswers.LINE);
                case STRANGER -> new StrangerTarget(world);
                case HUBL -> new HubLTarget(world);
            };
        }
    }
}
