/**
 * The actor that owns ledger, roster and schedule. It translates messages into commands, events into commits, and
 * commits into effects; all rules about tasks are the ledger's.
 *
 * <p>Start with {@link io.stoker.controller.Controller}, then {@link io.stoker.controller.CommitPipeline}, which leads
 * from a message to its effects. {@code Clients} has the channels to the clients, {@code Explanations} tells them why a
 * task stands where it does. A controller without a ledger, because another controller has it or the store cannot be
 * opened, is in {@code Standby}. It may use {@code store}, {@code ledger}, {@code schedule}, {@code wire} and
 * {@code task}, and never {@code engine} or {@code client}.
 */
@NullMarked
package io.stoker.controller;

import org.jspecify.annotations.NullMarked;
