package musubi.testing.suite;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A test class among the ten slowest. These begin before all others, so that none of them runs on alone when everything else is
 * done.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface LongRunning {

    /** Whether it begins even before the other ones: they start faster by what it leaves behind. */
    boolean first() default false;
}
