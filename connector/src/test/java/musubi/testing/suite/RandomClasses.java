package musubi.testing.suite;

import java.util.Collections;
import java.util.Comparator;
import musubi.testing.Seed;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;

/** Test classes in an order that the {@link Seed} decides, those that are {@link LongRunning} before the others. */
public final class RandomClasses implements ClassOrderer {

    @Override
    public void orderClasses(ClassOrdererContext context) {
        var classes = context.getClassDescriptors();
        classes.sort(Comparator.comparing(each -> each.getTestClass().getName()));
        Collections.shuffle(classes, Seed.random("classes"));
        classes.sort(Comparator.comparing(each -> each.findAnnotation(LongRunning.class)
                .map(longRunning -> longRunning.first() ? 0 : 1)
                .orElse(2)));
    }
}
