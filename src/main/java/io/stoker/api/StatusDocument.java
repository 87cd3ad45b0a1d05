package io.stoker.api;

import org.jspecify.annotations.Nullable;

/**
 * How the controller that serves stands.
 *
 * @param version of Stoker
 * @param java the version of its Java
 * @param address where engines and clients reach it, as {@code 127.0.0.1:10113}
 * @param http where its HTTP interface is, as {@code http://127.0.0.1:8558}
 * @param pid of its process
 * @param serving true: another controller answers with a problem
 * @param at when all of this was so
 * @param since when it began to serve
 * @param uptimeSeconds how long it has served
 * @param ledger what it keeps tasks in
 * @param tasks how many there are, those included that the ledger has not confirmed yet
 * @param engines that are registered
 * @param silent how many of these are not heard of, and get no tasks
 * @param clients that have a session, but for this HTTP interface's own
 */
public record StatusDocument(
        String version,
        String java,
        String address,
        String http,
        long pid,
        boolean serving,
        String at,
        String since,
        double uptimeSeconds,
        Ledger ledger,
        CountsDocument tasks,
        int engines,
        int silent,
        int clients) {

    /**
     * The ledger.
     *
     * @param id made with it, and never changed
     * @param kind {@code sqlite}, {@code postgresql} or {@code memory}
     * @param place a file, a server and database, or {@code memory}
     * @param epoch of the lease by which the controller serves
     * @param commitSeconds how long the commit under way has taken until now; 0 if there is none
     * @param trouble why it takes no new tasks; null if it does
     */
    public record Ledger(
            String id,
            String kind,
            String place,
            long epoch,
            double commitSeconds,
            @Nullable String trouble) {}
}
