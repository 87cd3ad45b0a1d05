package io.stoker.task;

import static io.stoker.task.Condition.parse;
import static io.stoker.task.Condition.property;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.stoker.Seeds;
import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "RAM > 2**32 and not mpi == 'no' ; RAM > 4294967296 and mpi != 'no'",
                "a&&b||!c ; a and b or not c",
                "not (a and b < 3) ; not a or b >= 3",
                "((a)) or (b or c) ; a or b or c",
                "has a and not has b ; has a and not has b",
                "a == true or a != true ; a or not a",
                "x == \"don't\" ; x == 'don\\'t'",
                "x == 'c:\\\\d' ; x == 'c:\\\\d'",
                "x >= 4 * 2**30 + 1 ; x >= 4294967297",
                "x < -2**2 ; x < -4",
                "x < 2**3**2 ; x < 512",
                "x < 10 - 2 - 3 ; x < 5",
                "x == 1_000.50 ; x == 1000.5",
                "x == 1.5e3 ; x == 1500",
                "x == 1e60 ; x == 1E+60",
                "x == 1e-60 ; x == 1E-60",
                "x == -0.0 ; x == 0",
                "_a.b2 > 1 ; _a.b2 > 1",
            })
    void hasOneCanonicalForm(String text, String canonical) {
        assertThat(parse(text)).hasToString(canonical).isEqualTo(parse(canonical));
    }

    @Test
    void isTheSameInJava() {
        assertThat(property("RAM")
                        .above(1L << 32)
                        .and(property("mpi").is("no").not())
                        .or(property("gpu").exists()))
                .isEqualTo(parse("RAM > 2**32 and mpi != 'no' or has gpu"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "RAM > | 6 | expected a number, text in quotes, true or false here",
                "` ` | 2 | expected a property's name here",
                "2**32 < RAM | 1 | expected a property's name here",
                "(a or b | 8 | expected ) here",
                "a b | 3 | expected 'and', 'or' or the end of the condition here",
                "a = 3 | 3 | write == to compare",
                "a ? 3 | 3 | this character cannot be used in a condition",
                "a > 4GB | 6 | this cannot follow a number; write 4 GiB as 4 * 2**30",
                "a > 1.x | 7 | expected a digit here",
                "a == 'x | 6 | the quote that begins here is not closed",
                "a == 'x\\ | 9 | expected a quote or a backslash after the backslash",
                "a == 'c:\\dir' | 10 | expected a quote or a backslash after the backslash",
                "a < 'x' | 3 | < compares numbers, but 'x' is not a number",
                "a >= true | 3 | >= compares numbers, but true is not a number",
                "a and has and | 11 | expected a property's name here",
                "a > 2**-1 | 10 | an exponent must be a whole number from 0 to 4000",
                "a > 2**0.5 | 11 | an exponent must be a whole number from 0 to 4000",
                "a > 9**4000 | 12 | a number in a condition may have at most 1000 digits before and after the point",
                "a > 1e1000 | 5 | a number in a condition may have at most 1000 digits before and after the point",
                "a > 1e99999999999 | 5 | this number is too large",
            })
    void showsWhereItCannotBeRead(String text, int character, String message) {
        String caret = " ".repeat(character - 1) + "^ character " + character;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse(text))
                .withMessage(message + ":\n" + text + "\n" + caret);
    }

    @Test
    void showsOnlyTheTextAroundTheError() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("a or\n".repeat(100) + "=" + " or b".repeat(100)))
                .withMessageContaining("…a or a or")
                .withMessageContaining("=" + " or b".repeat(7) + " or …\n" + " ".repeat(41) + "^ character 501");
    }

    @Test
    void pointsAtTheErrorBehindWideCharactersAndCutsNoneInHalf() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("a == '😀漢' or ="))
                .withMessageEndingWith("a == '😀漢' or =\n" + " ".repeat(15) + "^ character 14");
        for (int emoji = 15; emoji < 45; emoji++) {
            String text = "a == '" + "😀".repeat(emoji) + "' or = b or c == '" + "😀".repeat(emoji) + "'";
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> parse(text))
                    .satisfies(e -> assertThat(new String(e.getMessage().getBytes(UTF_8), UTF_8))
                            .isEqualTo(e.getMessage()));
        }
    }

    @Test
    void refusesTextThatIsTooLongOrTooDeep() {
        assertThat(parse("(".repeat(50) + "a" + ")".repeat(50))).hasToString("a");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("(".repeat(2_000) + "a" + ")".repeat(2_000)))
                .withMessageContaining("50 levels deep");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("a > " + "- ".repeat(2_000) + "1"))
                .withMessageContaining("50 levels deep");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("a or ".repeat(1_000)))
                .withMessage("a condition may have at most 4096 bytes of text, but this one has 5000");
    }

    @Test
    void survivesTheWayThroughItsText() throws Exception {
        Seeds.each(2, seed -> {
            SplittableRandom random = new SplittableRandom(seed);
            for (int i = 0; i < 1_000; i++) {
                Condition condition = any(random, 4);
                assertThat(parse(condition.toString())).isEqualTo(condition);
            }
        });
    }

    private static Condition any(SplittableRandom random, int depth) {
        if (depth == 0 || random.nextInt(4) == 0) {
            return leaf(random);
        }
        Condition one = any(random, depth - 1);
        Condition other = any(random, depth - 1);
        return switch (random.nextInt(3)) {
            case 0 -> one.and(other);
            case 1 -> one.or(other);
            default -> one.not();
        };
    }

    private static Condition leaf(SplittableRandom random) {
        PropertyCondition property = property("p" + random.nextInt(3));
        BigDecimal number = BigDecimal.valueOf(random.nextLong(), random.nextInt(-60, 60));
        return switch (random.nextInt(7)) {
            case 0 -> property.exists();
            case 1 -> property.is("a'b\\c\"\n€😀".substring(random.nextInt(7)));
            case 2 -> property.isNot(random.nextBoolean());
            case 3 -> property.above(random.nextDouble(-1e20, 1e20));
            case 4 -> property.atMost(number);
            case 5 -> property.below(random.nextInt());
            default -> property.is(number);
        };
    }
}
