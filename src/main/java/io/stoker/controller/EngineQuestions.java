package io.stoker.controller;

import akka.actor.typed.ActorRef;
import io.stoker.task.EngineInfo;
import io.stoker.wire.Batches;
import io.stoker.wire.ToClient;
import io.stoker.wire.ToController;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Says which engines there are: at once, or when that is news to who asks. */
final class EngineQuestions {
    /** Who still wants to know has asked again long before. */
    private static final long FORGOTTEN_NANOS = 10_000_000_000L;

    private final Books books;
    private final Roster roster;
    private final Map<Question, Asked> waiting = new HashMap<>();
    private long told;

    private record Question(ActorRef<ToClient> asker, long request) {}

    private record Asked(ToController.AskEngines message, long tick) {}

    EngineQuestions(Books books, Roster roster) {
        this.books = books;
        this.roster = roster;
    }

    void ask(ToController.AskEngines m, long tick) {
        if (m.seen() == roster.version()) {
            waiting.put(new Question(m.replyTo(), m.request()), new Asked(m, tick));
        } else {
            answer(m);
        }
    }

    /** Answers those who wait if there is news. */
    void look(long tick) {
        if (told != roster.version()) {
            told = roster.version();
            waiting.values().forEach(asked -> answer(asked.message()));
            waiting.clear();
        }
        waiting.values().removeIf(asked -> tick - asked.tick() > FORGOTTEN_NANOS);
    }

    private void answer(ToController.AskEngines m) {
        List<EngineInfo> engines = new ArrayList<>();
        long bytes = 0;
        for (Engine engine : roster.from(m.from())) {
            engines.add(engine.info(books.ledger().holds(engine.instance())));
            bytes += engines.get(engines.size() - 1).size();
            if (bytes > Batches.MAX_BYTES) {
                break; // it is looked at no further than the message goes
            }
        }
        int fit = Batches.fit(engines, 0, EngineInfo::size);
        int next = fit < engines.size() ? engines.get(fit).id() : -1;
        List<EngineInfo> page = List.copyOf(engines.subList(0, fit));
        ToClient answer = new ToClient.EnginesAnswer(m.request(), roster.version(), page, next);
        books.outgoing().tell(m.replyTo(), answer);
    }
}
