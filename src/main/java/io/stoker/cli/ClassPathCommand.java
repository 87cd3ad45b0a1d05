package io.stoker.cli;

import io.stoker.node.JavaRuntime;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code stoker classpath}: what a Java client needs. */
final class ClassPathCommand implements Callable<Integer> {
    CommandSpec spec() {
        CommandSpec spec =
                Options.command("classpath", this, "Print the class path that a Java client compiles and runs with.");
        spec.usageMessage()
                .footer(
                        "  javac -cp \"$(scripts/stoker classpath)\" Client.java",
                        "  java -cp \"$(scripts/stoker classpath):.\" Client");
        return spec;
    }

    @Override
    public Integer call() {
        System.out.println(JavaRuntime.current().clientClassPath());
        return 0;
    }
}
