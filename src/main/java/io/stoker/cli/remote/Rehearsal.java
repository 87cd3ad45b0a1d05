package io.stoker.cli.remote;

import io.stoker.node.HttpTarget;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Does what most of these commands do, so that their classes get into the class data archive. */
public final class Rehearsal {
    private Rehearsal() {}

    /** With a cluster that has an engine. */
    public static void run(HttpTarget target) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Output output = new Output(nowhere, nowhere, false, false);
        Api api = new Api(() -> target);
        Submission task =
                new Submission("println a; b = a", List.of("a=1"), List.of("b"), List.of(), null, 0, null);
        new Tasks(api, output).submitAndWait(task.json(), null, null);
        new Engines(api, output).list();
        new Status(api, output).print(null);
    }
}
