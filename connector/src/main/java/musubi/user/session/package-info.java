/** The sessions of people who are signed in: rows of the database, so that every node knows them and a restart ends none. */
@NullMarked
package musubi.user.session;

import org.jspecify.annotations.NullMarked;
