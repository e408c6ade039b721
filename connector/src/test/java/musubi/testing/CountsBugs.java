package musubi.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * For tests that make threads meet bugs, and for those that want them to meet none: {@code musubi_worker_failures_total} is
 * one count for the whole process.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ResourceLock("musubi_worker_failures_total")
public @interface CountsBugs {}
