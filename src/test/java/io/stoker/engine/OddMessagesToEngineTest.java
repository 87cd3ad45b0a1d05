package io.stoker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.stoker.Exceptions;
import io.stoker.Seeds;
import io.stoker.wire.OddMessages;
import io.stoker.wire.ToDirect;
import io.stoker.wire.ToEngine;
import io.stoker.wire.WireMessage;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An engine's actors that get whatever can arrive from another JVM: they are never started again for it. */
class OddMessagesToEngineTest extends EngineActorFixture {
    private static final int ROUNDS = 20;
    private static final int MESSAGES = 100;

    static LongStream seeds() {
        return Seeds.of(2);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldGoOnWhateverArrives(long seed) {
        ActorRef<Object> direct = kit.spawn(DirectActor.create(engine, queue));
        TestProbe<Object> caller = kit.createTestProbe();
        OddMessages odd = new OddMessages(seed, kit, List.of(actor, direct, caller.ref()));
        odd.know(engine.instance());
        try (Exceptions exceptions = new Exceptions()) {
            for (int round = 0; round < ROUNDS; round++) {
                UUID session = register(1, "ledger").session();
                UUID calls = UUID.randomUUID();
                direct.tell(new ToDirect.Open(
                        calls,
                        false,
                        WireMessage.VERSION,
                        engine.instance(),
                        "caller-" + round,
                        engine.ticket(),
                        caller.ref().narrow()));
                odd.know(session);
                odd.know(calls);
                for (int i = 1; i <= MESSAGES; i++) {
                    // The engine may be registered already, by the first item of the session.
                    odd.nextInFrame(session, 0, i + 1).ifPresent(actor::tell);
                    odd.oddFrame(session).ifPresent(actor::tell);
                    odd.nextInFrame(calls, i % 2, i / 2).ifPresent(direct::tell);
                    odd.oddFrame(calls).ifPresent(direct::tell);
                    odd.next().filter(m -> !(m instanceof ToEngine.Identify)).ifPresent(m -> {
                        actor.tell(m);
                        direct.tell(m);
                    });
                }
                identify(1, "ledger");
                assertThat(exceptions.lines()).as("seed %d", seed).isEmpty();
            }
        } finally {
            kit.stop(direct);
        }
    }
}
