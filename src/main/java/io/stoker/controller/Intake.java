package io.stoker.controller;

import io.stoker.wire.Gate;
import io.stoker.wire.Question;
import io.stoker.wire.ToClient;
import io.stoker.wire.ToController;
import io.stoker.wire.Unreadable;
import io.stoker.wire.WireMessage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Where all messages of other JVMs come in: what is malformed, or has made the controller fail twice, goes no further,
 * and who has sent it hears why.
 */
final class Intake {
    private final Gate gate;
    private final PoisonCommandGuard poisonCommandGuard;

    Intake(Logger log, PoisonCommandGuard poisonCommandGuard) {
        this.gate = new Gate(log);
        this.poisonCommandGuard = poisonCommandGuard;
    }

    /** Tells who has sent it that it cannot be read. */
    void unreadable(Unreadable message) {
        gate.refuse(message, "a malformed " + message.kind() + ": " + message.reason());
    }

    /** Handles a message unless it is malformed, or has made the controller fail twice. */
    <M extends ToController> void take(M message, Consumer<M> handler) {
        if (gate.admits(message)) {
            poisonCommandGuard.handle(
                    name(message), () -> handler.accept(message), evidence -> gate.refuse(message, evidence));
        }
    }

    /**
     * What has come in a client's channel, unless it is malformed: then the client hears of it.
     *
     * @return null if it was refused
     */
    ToController.@Nullable OfClient ofClient(Client client, WireMessage item) {
        if (!gate.admits(item, reason -> tell(client, item, reason))) {
            return null;
        }
        if (item instanceof ToController.OfClient message) {
            return message;
        }
        gate.refuse("a " + item.kind() + " of a client: no client sends that", reason -> false);
        return null;
    }

    private static boolean tell(Client client, WireMessage item, String reason) {
        WireMessage sent = item instanceof Unreadable unreadable ? unreadable.rest() : item;
        ToClient refusal = sent instanceof ToController.OfClient of ? of.refusal(reason) : null;
        if (refusal != null) {
            client.tell(refusal);
        }
        return refusal != null;
    }

    /**
     * What has come in an engine's channel, unless it is malformed.
     *
     * @return null if it was refused
     */
    ToController.@Nullable FromEngine fromEngine(EngineChannel engine, WireMessage item) {
        if (!gate.admits(item, reason -> false)) {
            return null;
        }
        if (item instanceof ToController.FromEngine message) {
            return message;
        }
        gate.refuse("a " + item.kind() + " of " + engine.describe() + ": no engine sends that", reason -> false);
        return null;
    }

    /** Does what an engine's message is about, unless it has made the controller fail twice. */
    void handle(EngineChannel engine, ToController.FromEngine message, Runnable handler) {
        poisonCommandGuard.handle(
                engine.instance() + name(message), handler, evidence -> gate.refuse(evidence, reason -> false));
    }

    /** Does what a client's message is about, unless it has made the controller fail twice. */
    void handle(Client client, ToController.OfClient message, Runnable handler) {
        poisonCommandGuard.handle(
                client.instance() + name(message),
                handler,
                evidence -> gate.refuse(evidence, reason -> tell(client, message, reason)));
    }

    /** Handles a report, which is given up if it has made the controller fail twice. */
    void handle(ToController.AttemptReport report, Runnable handler, Consumer<String> giveUp) {
        poisonCommandGuard.handle("report of " + report.attempt(), handler, giveUp);
    }

    /** By which it is known when it is sent again. */
    private static String name(ToController message) {
        if (message instanceof ToController.Keyed command) {
            return "#" + command.firstKey();
        } else if (message instanceof Question question) {
            return "?" + question.request();
        }
        String kind = message.getClass().getSimpleName();
        if (message instanceof ToController.Heartbeat heartbeat) {
            return kind + " of " + heartbeat.address();
        } else if (message instanceof ToController.Register register) {
            return kind + " of " + register.instance();
        }
        return message instanceof ToController.NodeExited exited ? kind + " of " + exited.node() : kind;
    }
}
