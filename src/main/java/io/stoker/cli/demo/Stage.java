package io.stoker.cli.demo;

import io.stoker.cli.trial.OwnCluster;
import io.stoker.cli.trial.Screen;
import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;

/**
 * What every chapter plays on.
 *
 * @param cluster the JVMs
 * @param stoker the connection to them
 * @param tc its Task interface
 * @param screen what a person sees
 * @param session the prompts among it
 * @param verdict where checks go
 */
record Stage(OwnCluster cluster, Stoker stoker, TaskClient tc, Screen screen, Session session, Verdict verdict) {}
