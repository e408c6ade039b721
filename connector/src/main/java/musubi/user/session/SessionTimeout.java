package musubi.user.session;

import java.time.Duration;

/** How long a session lasts without activity; zero or less: as long as it may. */
record SessionTimeout(Duration value) {}
