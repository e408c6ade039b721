package musubi.testing.suite;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import musubi.testing.Seed;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;

/** Test classes in an order that the {@link Seed} decides, but for those that are {@link LongRunning}. */
public final class RandomClasses implements ClassOrderer {

    @Override
    public void orderClasses(ClassOrdererContext context) {
        var classes = context.getClassDescriptors();
        classes.sort(Comparator.comparing(each -> each.getTestClass().getName()));
        Collections.shuffle(classes, Seed.random("classes"));
        var places = new HashMap<Class<?>, Integer>();
        for (var each : classes) {
            var longRunning = each.findAnnotation(LongRunning.class);
            places.put(
                    each.getTestClass(),
                    longRunning.isEmpty()
                            ? places.size()
                            : switch (longRunning.get().value()) {
                                case FIRST -> -2;
                                case EARLY -> -1;
                                case WITH_CACHE -> classes.size() / 4;
                            });
        }
        classes.sort(Comparator.comparing(each -> places.get(each.getTestClass())));
    }
}
