package io.stoker.controller;

import io.stoker.task.EngineInfo;
import io.stoker.wire.Batches;
import io.stoker.wire.ToClient;
import io.stoker.wire.ToController;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Says which engines there are: at once, or when that is news to who asks. */
final class EngineQuestions {
    private final Books books;
    private final Roster roster;
    private final Map<Client, List<ToController.AskEngines>> waiting = new LinkedHashMap<>();
    private long told;

    EngineQuestions(Books books, Roster roster) {
        this.books = books;
        this.roster = roster;
    }

    void ask(Client client, ToController.AskEngines m) {
        if (m.seen() == roster.version()) {
            waiting.computeIfAbsent(client, c -> new ArrayList<>()).add(m);
        } else {
            answer(m, client::tell);
        }
    }

    /** Answers those who wait if there is news. */
    void look() {
        if (told != roster.version()) {
            told = roster.version();
            waiting.forEach((client, questions) -> questions.forEach(m -> answer(m, client::tell)));
            waiting.clear();
        }
    }

    /** The client waits for nothing any more. */
    void gone(Client client) {
        waiting.remove(client);
    }

    void answer(ToController.AskEngines m, Consumer<ToClient> asker) {
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
        books.outgoing().then(() -> asker.accept(answer));
    }
}
