package io.stoker.code;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.task.StokerCallable;
import io.stoker.task.Subject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TrialFunctionTest {

    @Test
    void shouldRunInAClassOfTheLoaderOfFunctionsAsAUsersDoes() throws Exception {
        CodeBundle bundle = TrialFunction.bundle();
        CodeLoader loader = new CodeLoaders(TrialFunction.class.getClassLoader(), 1, 1 << 20)
                .loader(UUID.randomUUID(), List.of(bundle.stored()), Map.of(bundle.stored(), bundle.bytes()));
        byte[] written = JavaValues.encode(Subject.function(), TrialFunction.function(), 10_000)
                .bytes();

        Object function = JavaValues.decode(written, loader, ReadLimits.DEFAULT, CodeLoader::isOfEngine);

        assertThat(function.getClass().getClassLoader()).isSameAs(loader);
        assertThat(((StokerCallable<?>) function).call()).isEqualTo(42);
    }
}
