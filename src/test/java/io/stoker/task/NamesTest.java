package io.stoker.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "_", "_1", "aB2", "$a", "größe", "e\u0301", "变量", "x\u20ac", "string", "truth", "id"})
    void identifiersAreNames(String name) {
        assertThatCode(() -> Names.requireVariable(name, "push")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8, 0x1b, 0x7f, 0x9b, 0xad, 0x200b, 0x200d, 0x202e, 0x2066, 0xfeff})
    void aCharacterThatCannotBeSeenIsRefusedByItsNumber(int character) {
        String name = "a" + (char) character + "b";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Names.requireIdentifier(name, "push"))
                .withMessageEndingWith("is not one: it contains the invisible character U+%04X", character)
                .satisfies(refusal -> assertThat(Visible.of(String.valueOf(refusal.getMessage())))
                        .isEqualTo(refusal.getMessage()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1a", "a b", "a-b", "a.b", "\ud83d\ude00", "x\ud835\udcb3", "\ud835"})
    void whatIsNoIdentifierIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Names.requireIdentifier(name, "pull"))
                .withMessageStartingWith("pull needs an identifier, but '")
                .withMessageEndingWith("' is not one");
    }

    @ParameterizedTest
    @CsvSource({
        "null, a keyword of Groovy",
        "this, a keyword of Groovy",
        "class, a keyword of Groovy",
        "def, a keyword of Groovy",
        "goto, a keyword of Groovy",
        "String, the class java.lang.String",
        "BigDecimal, the class java.math.BigDecimal",
        "$, not a valid name in Groovy"
    })
    void whatASourceReadsAsSomethingElseIsRefusedWithTheReason(String name, String meaning) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Names.requireVariable(name, "push"))
                .withMessageStartingWith(
                        "push needs a name that a source can use, but '" + name + "' is not one: it is " + meaning);
    }

    @Test
    void aTaskRefusesSuchNamesWhereTheyAreGiven() {
        assertThatIllegalArgumentException().isThrownBy(() -> Task.of("").push("null", 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Task.of("").push(Map.of("true", 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> Task.of("").pull("super"));
    }

    @Test
    void aNameOfAnyLengthIsShownShort() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Names.requireIdentifier("x".repeat(39) + "\ud83d\ude00".repeat(600), "push"))
                .withMessage("push needs a name of at most 1000 characters, but '" + "x".repeat(39) + "…' has 1239");
    }

    @Test
    void namesAreTextsOfAnyType() {
        assertThat(Names.of(List.of("a", new StringBuilder("b")), "pull")).containsExactly("a", "b");
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put(new StringBuilder("b"), 1);
        map.put("a", null);
        assertThat(Names.of(map, "push")).hasToString("{b=1, a=null}");
    }

    @Test
    void aNameThatIsNoTextOrThereTwiceIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Names.of(Arrays.asList("a", null), "pull"))
                .withMessage("pull needs a name, not null");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Names.of(Map.of(7, 1), "push"))
                .withMessage("push needs a name, not 7, which is a java.lang.Integer");
        Map<Object, Object> twice = new LinkedHashMap<>();
        twice.put("a", 1);
        twice.put(new StringBuilder("a"), 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Names.of(twice, "push"))
                .withMessageStartingWith("push has the name 'a' twice");
    }

    @Test
    void namesThatLookAlikeAreToldApart() {
        assertThat(Names.alike("cafe\u0301", List.of("x", "caf\u00e9"))).contains("'caf\\u00e9', not 'cafe\\u0301'");
        assertThat(Names.alike("a", List.of("\u0430"))).contains("'\\u0430', not 'a'");
        assertThat(Names.alike("a", List.of("a", "b", "ab", "1"))).isEmpty();
        assertThat(Names.alike("x1", List.of("x2"))).isEmpty();
    }
}
