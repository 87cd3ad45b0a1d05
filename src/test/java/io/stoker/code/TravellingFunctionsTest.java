package io.stoker.code;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.code.SampleFunctions.Sample;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Sends functions of every form to an engine that has not got their classes. */
class TravellingFunctionsTest {
    private static final Map<String, Sample> FUNCTIONS = SampleFunctions.all();
    private static final Set<String> FORMS = FUNCTIONS.keySet();
    private static final Map<String, String> HERE = FUNCTIONS.entrySet().stream()
            .collect(Collectors.toMap(
                    Map.Entry::getKey,
                    function ->
                            String.valueOf(function(function.getValue(), TravellingFunctionsTest.class.getClassLoader())
                                    .get())));

    @ParameterizedTest(name = "{0}")
    @FieldSource("FORMS")
    void shouldRunAtAnEngineAsAtTheClient(String form) throws Exception {
        Sample function = FUNCTIONS.get(form);
        CodeSpace space = new CodeSpaces().of(getClass().getClassLoader());
        CodeLoader loader = loader(space, function.getClass());

        Supplier<?> there = function(function, loader);

        assertThat(there.getClass().getClassLoader()).isSameAs(loader);
        assertThat(String.valueOf(there.get())).isEqualTo(HERE.get(form));
    }

    @Test
    void shouldTakeAResultBackToTheClient() throws Exception {
        Sample function = FUNCTIONS.get("capture of a record");
        CodeSpace space = new CodeSpaces().of(getClass().getClassLoader());

        Object there = function(function, loader(space, function.getClass())).get();

        assertThat(there).isNotInstanceOf(SampleFunctions.Point.class);
        assertThat(copy(there, getClass().getClassLoader())).isEqualTo(new SampleFunctions.Point(4, 5));
    }

    @Test
    void shouldShareTheLibrariesOfTheEngine() throws Exception {
        CodeLoader loader = loader(new CodeSpaces().of(getClass().getClassLoader()), getClass());

        for (Class<?> shared : List.of(Function.class, org.slf4j.Logger.class, groovy.lang.Closure.class)) {
            assertThat(loader.loadClass(shared.getName()).getClassLoader()).isNotSameAs(loader);
        }
        assertThat(loader.loadClass(getClass().getName())).isNotSameAs(getClass());
    }

    @Test
    void shouldKeepStaticFieldsOfEachSpaceApart() throws Exception {
        CodeLoader one = loader(new CodeSpaces().of(getClass().getClassLoader()), Counting.class);
        CodeLoader other = loader(new CodeSpaces().of(getClass().getClassLoader()), Counting.class);
        Sample count = Counting.function();

        assertThat(function(count, one).get()).isEqualTo(1);
        assertThat(function(count, one).get()).isEqualTo(2);
        assertThat(function(count, other).get()).isEqualTo(1);
    }

    static final class Counting {
        private static int counted;

        private Counting() {}

        static Sample function() {
            return () -> ++counted;
        }
    }

    private static CodeLoader loader(CodeSpace space, Class<?> root) {
        CodeLoader loader =
                new CodeLoader(space.id(), Compiled.engine(), (id, entry, known) -> BundleSource.Found.NOTHING);
        space.needed(List.of(root)).forEach(bundle -> loader.add(CodeBundle.read(bundle.stored(), bundle.bytes())));
        return loader;
    }

    private static Supplier<?> function(Sample function, ClassLoader loader) {
        return (Supplier<?>) copy(function, loader);
    }

    private static Object copy(Object value, ClassLoader loader) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
            out.flush();
            return new LoadingStream(new ByteArrayInputStream(bytes.toByteArray()), loader).readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class LoadingStream extends ObjectInputStream {
        private final ClassLoader loader;

        LoadingStream(InputStream in, ClassLoader loader) throws IOException {
            super(in);
            this.loader = loader;
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws ClassNotFoundException {
            return Class.forName(description.getName(), false, loader);
        }
    }
}
