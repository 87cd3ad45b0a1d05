package io.stoker.cli.demo;

import io.stoker.cli.trial.Ending;
import io.stoker.cli.trial.OwnCluster;
import io.stoker.cli.trial.Screen;
import io.stoker.client.Stoker;
import io.stoker.node.ConnectionInfo;
import io.stoker.task.StokerException;
import java.util.List;
import java.util.Map;

/**
 * The whole of it: starts a cluster, plays the chapters, ends the cluster, and says whether all was as it should be.
 */
public final class Demo {
    static final int ENGINES = 4;

    private final Screen screen;
    private final Verdict verdict;
    private final Session session;

    private Demo(Screen screen) {
        this.screen = screen;
        this.verdict = new Verdict(screen);
        this.session = new Session(screen);
    }

    /** Runs it. Returns whether every check has passed. */
    public static boolean run(Screen screen) {
        return new Demo(screen).run();
    }

    private boolean run() {
        screen.say("Stoker runs tasks on engines. This starts one controller and four engines, each in its own JVM,");
        screen.say("in a temporary profile: your clusters are not touched, and everything is removed at the end.");
        try (OwnCluster cluster = OwnCluster.start(ENGINES, Map.of(), screen::mute)) {
            play(cluster);
            checkEnd(cluster);
        }
        screen.say("");
        screen.say(verdict.summary());
        return verdict.isGood();
    }

    /** What goes wrong on the way is one more failed check: the end is still to come. */
    private void play(OwnCluster cluster) {
        try {
            screen.heading("1. The founding session");
            screen.say("$ stoker cluster -n " + ENGINES);
            ConnectionInfo connection = cluster.awaitReady();
            screen.say("The controller serves after " + Texts.seconds(cluster.age()) + ", at " + connection.controller()
                    + " (pid " + connection.pid() + ").");
            screen.say("");
            try (Stoker stoker = session.open(cluster, connection)) {
                play(new Stage(cluster, stoker, stoker.taskClient(), screen, session, verdict));
            }
        } catch (StokerException e) {
            verdict.failed(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            verdict.failed(e.toString());
        }
    }

    private static void play(Stage stage) {
        List<Chapter> chapters =
                List.of(new FoundingChapter(), new ValuesChapter(), new SweepChapter(), new ProfileChapter());
        chapters.forEach(chapter -> chapter.play(stage));
    }

    private void checkEnd(OwnCluster cluster) {
        screen.heading("The end");
        int running = cluster.processes().size();
        Ending.Outcome end = cluster.end();
        List<Long> left = end.left().stream().map(ProcessHandle::pid).toList();
        if (!left.isEmpty()) {
            verdict.failed("processes are left: " + left);
        }
        verdict.check(left.isEmpty() && !end.forced(), "all " + running + " processes have ended, each when asked to");
        if (verdict.isGood()) {
            cluster.removeFiles();
        } else {
            screen.say("The logs are in " + cluster.logs());
        }
    }
}
