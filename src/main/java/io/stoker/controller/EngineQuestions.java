package io.stoker.controller;

import io.stoker.task.EngineInfo;
import io.stoker.wire.Batches;
import io.stoker.wire.Question;
import io.stoker.wire.ToClient;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Says which engines there are: at once, or when that is news to who asks, but no later than after
 * {@link Question.AskEngines#LONGEST_WAIT}. Who has given up waiting says so to nobody.
 */
final class EngineQuestions {
    private final CommitPipeline pipeline;
    private final Roster roster;
    /** In the order in which they were asked. */
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();

    private long told;

    private record Waiting(Client client, Question.AskEngines question, long since) {
        boolean isLate(long tick) {
            return tick - since >= Question.AskEngines.LONGEST_WAIT.toNanos();
        }
    }

    EngineQuestions(CommitPipeline pipeline, Roster roster) {
        this.pipeline = pipeline;
        this.roster = roster;
    }

    void ask(Client client, Question.AskEngines m, long tick) {
        if (m.seen() == roster.version()) {
            waiting.add(new Waiting(client, m, tick));
        } else {
            answer(m, client::tell);
        }
    }

    /** Answers those who wait if there is news, and those who have waited for long enough; to be called often. */
    void look(long tick) {
        boolean news = told != roster.version();
        told = roster.version();
        for (Waiting first = waiting.peek(); first != null && (news || first.isLate(tick)); first = waiting.peek()) {
            answer(first.question(), first.client()::tell);
            waiting.remove();
        }
    }

    /** The client waits for nothing any more. */
    void gone(Client client) {
        waiting.removeIf(one -> one.client().equals(client));
    }

    void answer(Question.AskEngines m, Consumer<ToClient> asker) {
        List<EngineInfo> engines = new ArrayList<>();
        long bytes = 0;
        for (Engine engine : roster.from(m.from())) {
            engines.add(engine.info(pipeline.ledger().holds(engine.instance())));
            bytes += engines.get(engines.size() - 1).size();
            if (bytes > Batches.MAX_BYTES) {
                break; // it is looked at no further than the message goes
            }
        }
        int fit = Batches.fit(engines, 0, EngineInfo::size);
        int next = fit < engines.size() ? engines.get(fit).id() : -1;
        List<EngineInfo> page = List.copyOf(engines.subList(0, fit));
        ToClient answer = new ToClient.EnginesAnswer(m.request(), roster.version(), page, next);
        pipeline.effects().then(() -> asker.accept(answer));
    }
}
