package io.stoker.code;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.task.StokerCallable;
import org.junit.jupiter.api.Test;

class AllowedClassesTest {
    private static final ClassLoader OTHER = ClassLoader.getPlatformClassLoader();

    @Test
    void shouldTakeALambdaForTheClassInWhichItStands() {
        StokerCallable<Integer> lambda = () -> 42;
        AllowedClasses allowed = new AllowedClasses(OTHER, AllowedClassesTest.class.getName()::equals);
        assertThat(allowed.refusal(lambda.getClass())).isNull();
        assertThat(allowed.refusal(AllowedClassesTest.class)).isNull();
        assertThat(allowed.refusal(AllowedClasses.class)).contains("not allowed");
        assertThat(new AllowedClasses(OTHER, name -> false).refusal(lambda.getClass()))
                .contains("not allowed");
    }
}
