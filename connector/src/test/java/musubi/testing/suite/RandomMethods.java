package musubi.testing.suite;

import java.util.Collections;
import java.util.Comparator;
import musubi.testing.Seed;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.MethodOrdererContext;

/** The test methods of a class in an order that the {@link Seed} decides, however many classes are run. */
public final class RandomMethods implements MethodOrderer {

    @Override
    public void orderMethods(MethodOrdererContext context) {
        var methods = context.getMethodDescriptors();
        methods.sort(Comparator.comparing(each -> each.getMethod().toString()));
        Collections.shuffle(methods, Seed.random(context.getTestClass().getName()));
    }
}
