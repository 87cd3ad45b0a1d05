package io.stoker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.javadsl.Adapter;
import akka.serialization.SerializationExtension;
import io.stoker.task.Block;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SerialisationTest {
    private static ActorTestKit kit;

    @BeforeAll
    static void start() {
        kit = Kits.unjoined();
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    static Stream<Class<?>> protocols() {
        return Stream.of(
                ToController.class,
                ToEngine.class,
                ToClient.class,
                ToMember.class,
                ToValueServer.class,
                ToValueClient.class);
    }

    private static Stream<Class<?>> messages(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(SerialisationTest::messages)
                : Stream.of(type);
    }

    @ParameterizedTest
    @MethodSource("protocols")
    void everyMessageOfAProtocolHasASampleHere(Class<?> protocol) {
        Set<Class<?>> sampled = Samples.all(kit).stream().map(Object::getClass).collect(Collectors.toSet());
        assertThat(sampled).containsAll(messages(protocol).toList());
    }

    @Test
    void whateverMayBeNullIsNullInOneSampleAndNotInAnother() {
        Fields fields = new Fields();
        Samples.all(kit).forEach(fields::look);
        assertThat(fields.seenNull()).isNotEmpty().doesNotContainValue(false);
        assertThat(fields.seenSet()).isNotEmpty().doesNotContainValue(false);
    }

    @Test
    void everyMessageArrivesAsItWasSent() {
        for (WireMessage message : Samples.all(kit)) {
            WireMessage arrived = kit.serializationTestKit().verifySerialization(message, false);
            assertThat(arrived)
                    .as(message.getClass().getSimpleName())
                    .isExactlyInstanceOf(message.getClass())
                    .usingRecursiveComparison()
                    .withEqualsForType(Block::equals, Block.class)
                    .withEqualsForFieldsMatchingRegexes(Objects::equals, "controller|engine|replyTo|from|direct|server")
                    .isEqualTo(message);
        }
    }

    @Test
    void everyMessageTravelsInCborAndNothingElse() {
        var serialization = SerializationExtension.get(Adapter.toClassic(kit.system()));
        List<WireMessage> all = Samples.all(kit);
        assertThat(all)
                .allSatisfy(message -> assertThat(serialization.findSerializerFor(message))
                        .isInstanceOfSatisfying(
                                WireSerializer.class,
                                serializer ->
                                        assertThat(serializer.bindingName()).isEqualTo("jackson-cbor")));
    }
}
