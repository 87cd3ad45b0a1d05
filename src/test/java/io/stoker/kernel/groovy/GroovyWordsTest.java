package io.stoker.kernel.groovy;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.task.Values;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroovyWordsTest extends KernelFixture {
    private static final String CANDIDATES =
            "abstract as assert async await binding boolean break byte case catch char class const continue def default"
                    + " delegate do double else enum exports extends false final finally float for goto if implements"
                    + " import in instanceof int interface it long main metaClass module native new non null open"
                    + " opens out owner package permits print private property protected provides public record"
                    + " requires return run sealed short static strictfp super switch synchronized this threadsafe"
                    + " throw throws to trait transient transitive true try use uses var void volatile when while with"
                    + " yield _ __ $ $$ $1 $_ $a _1 a1 String Object List Map Date File URL Closure Script Eval"
                    + " BigDecimal BigInteger RoundingMode Path Instant java groovy io lang N RAM Strings id stoker";

    private final GroovyWords words = new GroovyWords();

    @Test
    void theNamesWithAMeaningAreThoseThatCannotBeReadOrSet() {
        for (String name : CANDIDATES.split(" ")) {
            assertThat(words.meaning(name) == null)
                    .as("%s is free, as it is %s", name, words.meaning(name))
                    .isEqualTo(canBeReadAndSet(name));
        }
    }

    private boolean canBeReadAndSet(String name) {
        kernel.clear();
        kernel.push(Collections.singletonMap(name, 4711L));
        boolean read = execute("copy = " + name).failure() == null
                && Long.valueOf(4711).equals(pulled("copy"));
        return read && execute(name + " = 42").failure() == null;
    }

    private Object pulled(String name) {
        byte[] bytes = kernel.pull(cells, List.of(name), LIMIT).values().get(name);
        return bytes == null ? "" : Values.decode(bytes);
    }
}
