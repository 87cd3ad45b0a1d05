package io.stoker.http;

import akka.http.javadsl.model.AttributeKey;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import java.util.function.Supplier;

/** Asks for a capability; every route stands within one of these. */
final class Permission {
    /** Of every request that reaches a route. */
    static final AttributeKey<Caller> CALLER = AttributeKey.create("caller", Caller.class);

    private Permission() {}

    /** The routes in {@code inner}, for callers that have {@code least}; others are refused. */
    static Route require(Capability least, Supplier<Route> inner) {
        return Directives.extractRequest(request -> {
            Caller caller = request.getAttribute(CALLER).orElseThrow();
            if (caller.capability().includes(least)) {
                return inner.get();
            }
            return Directives.complete(Answers.refused(
                    403,
                    "it needs '" + least.word() + "'",
                    "this needs the capability '" + least.word() + "', but yours is '"
                            + caller.capability().word() + "': use the token in the file tokens/" + least.word()
                            + " of the profile's folder, or a link from 'scripts/stoker link --capability "
                            + least.word() + "'"));
        });
    }
}
