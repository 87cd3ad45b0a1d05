package io.stoker.task;

import static io.stoker.task.Condition.property;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {
    private static final EngineProperties ENGINE = EngineProperties.of(
            Map.of("RAM", 1L << 33, "cores", 4, "load", 0.1, "mpi", "no", "gpu", true, "slow", false));

    @ParameterizedTest
    @CsvSource({
        "RAM > 2**32, true",
        "RAM < 2**32, false",
        "cores >= 4, true",
        "cores <= 3, false",
        "load == 0.1, true",
        "mpi == 'no', true",
        "mpi != 'no', false",
        "gpu, true",
        "slow, false",
        "slow == false, true",
        "not slow, true",
        "has mpi, true",
        "has MPI, false",
        "not has MPI, true",
        "RAM > 2**32 and not mpi == 'no', false",
        "RAM > 2**34 or gpu and cores == 4, true",
        "(RAM > 2**34 or gpu) and cores == 5, false",
    })
    void testsAnEnginesProperties(String condition, boolean fits) {
        assertThat(Condition.parse(condition).test(ENGINE)).isEqualTo(fits);
    }

    @ParameterizedTest
    @CsvSource({"disk > 1", "not disk > 1", "disk == 'x'", "not disk == 'x'", "disk != 'x'", "disk", "not disk"})
    void isNeverTrueOfAPropertyThatIsMissing(String condition) {
        assertThat(Condition.parse(condition).test(ENGINE)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"mpi > 1", "not mpi > 1", "cores == '4'", "cores != '4'", "cores", "not cores", "gpu == 'true'"})
    void isNeverTrueOfAPropertyOfAnotherType(String condition) {
        assertThat(Condition.parse(condition).test(ENGINE)).isFalse();
    }

    @Test
    void decidesByWhatIsKnownWhenThatIsEnough() {
        assertThat(Condition.parse("disk > 1 or gpu").test(ENGINE)).isTrue();
        assertThat(Condition.parse("not (disk > 1 and slow)").test(ENGINE)).isTrue();
    }

    @Test
    void countsANullAsMissing() {
        assertThat(property("x").exists().test(name -> null)).isFalse();
        assertThat(property("x").exists().not().test(name -> null)).isTrue();
    }

    @Test
    void comparesNumbersOfAllTypesExactly() {
        long odd = (1L << 53) + 1;
        for (Object same : List.of(odd, BigInteger.valueOf(odd), new BigDecimal(odd), new BigDecimal(odd + ".00"))) {
            assertThat(property("n").is(odd).test(name -> same)).isTrue();
        }
        assertThat(property("n").is(odd).test(name -> (double) odd))
                .as("there is no such double")
                .isFalse();
        assertThat(property("n").below(odd).test(name -> (double) (1L << 53))).isTrue();
        assertThat(property("n").is(4).test(name -> (byte) 4)).isTrue();
        assertThat(property("n").is(4.0).test(name -> 4)).isTrue();
        assertThat(property("n").is(0.1).test(name -> 0.1f)).isTrue();
        assertThat(property("n").atMost(Math.pow(2, 63)).test(name -> Long.MAX_VALUE))
                .isTrue();
    }

    @Test
    void knowsInfinityAndNoOrderForWhatIsNoNumber() {
        assertThat(property("n").above(2).test(name -> Double.POSITIVE_INFINITY))
                .isTrue();
        assertThat(property("n").above(2).test(name -> Float.NEGATIVE_INFINITY)).isFalse();
        assertThat(property("n").isNot(2).test(name -> Double.NaN)).isFalse();
    }

    @Test
    void takesNoTimeForNumbersOfAnySize() {
        Object huge = new BigDecimal(BigInteger.ONE, Integer.MIN_VALUE + 1);
        Object tiny = new BigDecimal(BigInteger.ONE, Integer.MAX_VALUE);
        Object tooLong = BigInteger.ONE.shiftLeft(10_000_000);

        assertThat(property("n").above(7).test(name -> huge)).isTrue();
        assertThat(property("n").above(7).test(name -> tiny)).isFalse();
        assertThat(property("n").above(7).test(name -> tooLong))
                .as("counts as no number")
                .isFalse();
    }

    @Test
    void turnsEachComparisonIntoItsOppositeWithNot() {
        Condition condition = property("a")
                .atLeast(1)
                .and(property("b").is("x").or(property("c").exists()));

        assertThat(condition.not()).hasToString("a < 1 or b != 'x' and not has c");
        assertThat(condition.not().not()).isEqualTo(condition);
    }

    @Test
    void joinsMoreThanTwoWithoutParentheses() {
        Condition a = property("a").is(true);
        Condition b = property("b").is(false);
        Condition c = property("c").isNot(true);

        assertThat(a.and(b.and(c)))
                .isEqualTo(a.and(b).and(c))
                .hasSameHashCodeAs(a.and(b).and(c))
                .hasToString("a and not b and not c");
        assertThat(a.or(b).and(c)).hasToString("(a or not b) and not c");
    }

    @Test
    void namesThePropertiesItAsksFor() {
        assertThat(Condition.parse("b > 1 and (a or b < 7 or not has c)").properties())
                .containsExactly("b", "a", "c");
    }

    @Test
    void refusesNamesItCouldNotWrite() {
        for (String name : new String[] {"", "os name", "1st", "and", "has", "true", "a-b", null}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> property(name))
                    .withMessageContaining("a property's name")
                    .withMessageEndingWith(": " + name);
        }
    }

    @Test
    void refusesConstantsThatAreNoneOfItsTypes() {
        for (Object constant : new Object[] {Double.NaN, Double.NEGATIVE_INFINITY, List.of(), 'c', null}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> property("x").is(constant))
                    .withMessageStartingWith("a property can be compared with a finite number");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> property("x").is("\ud800"))
                .withMessageContaining("half of a surrogate pair");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> property("x").is(new BigDecimal("1e1000")))
                .withMessageContaining("1000 digits");
    }

    @Test
    void refusesNullByName() {
        Condition a = property("a").exists();
        assertThatIllegalArgumentException().isThrownBy(() -> a.and(null)).withMessageStartingWith("and needs");
        assertThatIllegalArgumentException().isThrownBy(() -> a.or(null)).withMessageStartingWith("or needs");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Condition.parse(null))
                .withMessageContaining("null");
    }

    @Test
    void refusesWhatIsTooLongOrTooDeep() {
        Condition wide = property("a").exists();
        List<Condition> built = new ArrayList<>(List.of(wide));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> {
                    while (true) {
                        built.set(0, built.get(0).and(wide));
                    }
                })
                .withMessage("a condition may have at most 4096 bytes of text, but this one has 4105");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> {
                    Condition deep = wide;
                    while (true) {
                        deep = deep.and(wide).or(wide);
                    }
                })
                .withMessage("a condition may be at most 50 levels deep, but this one has 51");
    }

    @Test
    void theEndsOfAnAndAreItsPartsAndAnyOtherConditionIsItsOwn() {
        assertThat(Condition.parse("a and (b or c) and has d").parts())
                .extracting(Condition::toString)
                .containsExactly("a", "b or c", "has d");
        Condition either = Condition.parse("a or b");
        assertThat(either.parts()).containsExactly(either);
    }
}
