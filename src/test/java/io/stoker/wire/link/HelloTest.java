package io.stoker.wire.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.Seeds;
import io.stoker.task.MalformedException;
import io.stoker.wire.Secret;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class HelloTest {
    static LongStream seeds() {
        return Seeds.of(3);
    }

    @ParameterizedTest
    @EnumSource
    void shouldArriveAsItWasSaid(Kind kind) {
        Hello hello = new Hello(kind, "akka://stoker@[2001:db8::7]:2552", Secret.random());
        assertThat(Hello.of(hello.toBytes())).isEqualTo(hello);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldRefuseWhatItIsNot(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(2 * Hello.LONGEST)];
            random.nextBytes(bytes);
            if (bytes.length > 0 && random.nextBoolean()) {
                bytes[0] = 1;
            }
            try {
                Hello read = Hello.of(bytes);
                assertThat(read.address()).isNotEmpty();
            } catch (MalformedException e) {
                assertThat(e).hasMessageMatching("a connection that .*|a connection of the kind .*|a hello of .*");
            }
        }
    }

    @Test
    void shouldRefuseHalfOfOne() {
        byte[] whole = new Hello(Kind.MESSAGES, "a", Secret.random()).toBytes();
        for (int length = 0; length < whole.length; length++) {
            byte[] half = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> Hello.of(half)).isInstanceOf(MalformedException.class);
        }
    }

    @Test
    void shouldSayWhyItIsNotWelcomeInOneLineOfBoundedLength() {
        Welcome read = Welcome.of(new Welcome("no\n\u001b[31m" + "x".repeat(10_000)).toBytes());
        assertThat(read.refusal())
                .startsWith("no")
                .doesNotContain("\n", "\u001b")
                .hasSizeLessThan(500);
        assertThat(new Welcome("é".repeat(1_000)).toBytes()).hasSizeLessThanOrEqualTo(Welcome.LONGEST);
    }
}
