package io.stoker.controller;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestInbox;
import io.stoker.task.StoredValue;
import io.stoker.wire.TestSecrets;
import io.stoker.wire.ToClient;
import io.stoker.wire.ToController;
import io.stoker.wire.ToEngine;
import io.stoker.wire.channel.Frame;
import io.stoker.wire.channel.Links;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CodeRelayTest {
    private static final UUID QUESTION = new UUID(5, 6);
    private static final UUID SPACE = new UUID(7, 8);
    private static final ToController.AskCode ASKED = new ToController.AskCode(QUESTION, "client", SPACE, "a.txt");

    private final TestInbox<Frame<ToClient>> atClient = TestInbox.create();
    private final TestInbox<ToEngine> atEngine = TestInbox.create();
    private final Roster roster = new Roster(Map.of(), 1);
    private final Client client = new Client(
            new ToController.Open(
                    UUID.randomUUID(),
                    1,
                    1,
                    "client",
                    TestSecrets.key("client"),
                    TestSecrets.PASS,
                    "host",
                    "user",
                    atClient.getRef()),
            new Audit.Who("address", null),
            Audit.NONE,
            Links.AKKA,
            touched -> {},
            self -> new Delivery((ids, then) -> {}, self, id -> ""));
    private final Map<String, Client> clients = new HashMap<>(Map.of("client", client));
    private final CodeRelay relay = new CodeRelay(clients::get, roster);
    private final EngineChannel engine = engine();

    private EngineChannel engine() {
        ToController.Register hello = Engines.hello("engine", 0);
        EngineChannel channel = new EngineChannel(atEngine.getRef(), TestSecrets.PASS, null, Links.AKKA, touched -> {});
        channel.answered("engine");
        channel.identifySent();
        roster.register(hello, channel, "address");
        return channel;
    }

    private List<Object> toEngine() {
        engine.flush(0);
        return items(new ArrayList<Object>(atEngine.getAllReceived()));
    }

    private List<Object> toClient() {
        client.flush(0);
        return items(new ArrayList<Object>(atClient.getAllReceived()));
    }

    private static List<Object> items(List<Object> frames) {
        return frames.stream()
                .flatMap(frame -> ((Frame<?>) frame).items().stream())
                .map(Object.class::cast)
                .toList();
    }

    @Test
    void shouldPassAQuestionOnToTheClientWithTheNameOfTheEngine() {
        relay.ask(engine, ASKED);
        assertThat(toClient()).containsExactly(new ToClient.AskCode(QUESTION, "engine", SPACE, "a.txt"));
        assertThat(toEngine()).isEmpty();
    }

    @Test
    void shouldSayThatTheClientHasNoSession() {
        clients.clear();
        relay.ask(engine, ASKED);
        assertThat(toEngine()).containsExactly(new ToEngine.ClientIsAbsent(QUESTION));
        assertThat(toClient()).isEmpty();
    }

    @Test
    void shouldPileUpNoQuestionsForAClientThatTakesNothing() {
        while (client.pump().hasRoom()) {
            client.tell(new ToClient.NoAnswer(1, "x".repeat(100_000))); // as much as results alone may be
        }
        for (int i = 0; i < 100_000; i++) {
            relay.ask(engine, ASKED);
        }
        assertThat(client.pump().unacknowledgedBytes()).isBetween(4L << 20, (4L << 20) + 1_000);
    }

    @Test
    void shouldPassAnAnswerOnToTheEngineIfItIsThere() {
        List<StoredValue> bundles = List.of(StoredValue.of(new byte[1]));
        relay.answer(new ToController.CodeAnswer(QUESTION, "engine", bundles, "why"));
        relay.answer(new ToController.CodeAnswer(QUESTION, "another", bundles, "why"));
        assertThat(toEngine()).containsExactly(new ToEngine.CodeAnswer(QUESTION, bundles, "why"));
    }
}
