package io.stoker.controller;

import io.stoker.wire.Gate;
import io.stoker.wire.ToController;
import io.stoker.wire.Unreadable;
import java.util.function.Consumer;
import org.slf4j.Logger;

/**
 * Where all messages of other JVMs come in: what is malformed, or has made the controller fail twice, goes no further,
 * and who has sent it hears why.
 */
final class Intake {
    private final Gate gate;
    private final Suspects suspects;

    Intake(Logger log, Suspects suspects) {
        this.gate = new Gate(log);
        this.suspects = suspects;
    }

    /** Handles a message unless it is malformed. */
    <M extends ToController> void wellFormed(M message, Consumer<M> handler) {
        if (gate.admits(message)) {
            handler.accept(message);
        }
    }

    /** Tells who has sent it that it cannot be read. */
    void unreadable(Unreadable message) {
        gate.refuse(message, "a malformed " + message.kind() + ": " + message.reason());
    }

    /** As {@link #wellFormed}, and unless it has made the controller fail twice. */
    <M extends ToController> void take(M message, Consumer<M> handler) {
        wellFormed(message, whole -> handle(whole, () -> handler.accept(whole)));
    }

    /** Does what a message is about, unless it has made the controller fail twice. */
    void handle(ToController message, Runnable handler) {
        suspects.handle(name(message), handler, evidence -> gate.refuse(message, evidence));
    }

    /** Handles a report, which is given up if it has made the controller fail twice. */
    void handle(ToController.AttemptReport report, Runnable handler, Consumer<String> giveUp) {
        suspects.handle("report of " + report.attempt(), handler, giveUp);
    }

    /** By which it is known when it is sent again. */
    private static String name(ToController message) {
        if (message instanceof ToController.Keyed command) {
            return command.session() + "#" + command.firstKey();
        } else if (message instanceof ToController.Question question) {
            return question.replyTo() + "?" + question.request();
        }
        String kind = message.getClass().getSimpleName();
        return message instanceof ToController.OfEngine of ? kind + " of " + of.instance() : kind;
    }
}
