package io.stoker.controller;

import io.stoker.wire.ToClient;
import io.stoker.wire.ToController;
import io.stoker.wire.ToEngine;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Passes the questions of engines for code on to the clients that have it, and the answers back. It keeps nothing, as
 * whoever waits for an answer asks again, and it looks at nothing: which client may have which space is for the client
 * to say, and an engine takes no answer but to its own questions.
 */
final class CodeRelay {
    /** Of a client: several times what results alone may fill. */
    private static final long MOST_WAITING_BYTES = 4 << 20;

    private final Function<String, @Nullable Client> clients;
    private final Roster roster;

    /** @param clients finds one that has a session by its instance */
    CodeRelay(Function<String, @Nullable Client> clients, Roster roster) {
        this.clients = clients;
        this.roster = roster;
    }

    /**
     * An engine asks. A client that has taken nothing for long does not get it: what it is to get would pile up here.
     */
    void ask(EngineChannel engine, ToController.AskCode m) {
        Client client = clients.apply(m.client());
        if (client == null) {
            engine.tell(new ToEngine.ClientIsAbsent(m.question()));
        } else if (client.pump().unacknowledgedBytes() < MOST_WAITING_BYTES) {
            client.tell(new ToClient.AskCode(m.question(), engine.instance(), m.space(), m.entry()));
        }
    }

    /** A client answers. */
    void answer(ToController.CodeAnswer m) {
        roster.find(m.engine())
                .ifPresent(engine ->
                        engine.channel().tell(new ToEngine.CodeAnswer(m.question(), m.bundles(), m.reason())));
    }
}
