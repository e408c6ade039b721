package musubi.testing.suite;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A test class among the ten slowest. These begin before the others, so that none of them runs on alone when everything else is
 * done.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface LongRunning {

    When value() default When.EARLY;

    /** When it begins. */
    enum When {
        /** Before everything else: {@link #WITH_CACHE others} start faster by what it leaves behind. */
        FIRST,
        EARLY,
        /** When the first one is likely to be done, and still well before the end. */
        WITH_CACHE
    }
}
