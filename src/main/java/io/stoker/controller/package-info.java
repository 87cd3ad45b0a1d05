/**
 * The actor that owns ledger, roster and schedule. It translates messages into commands, events into commits, and
 * commits into effects; it holds no rule of a task's life, which is the ledger's.
 *
 * <p>Start with {@link io.stoker.controller.Controller}, then {@link io.stoker.controller.Books}: what happens between
 * a message and its effects. A controller that has not got the ledger, because another has or the store cannot be
 * opened, is in {@code Opening}. The house's arrows allow it {@code store}, {@code ledger}, {@code schedule},
 * {@code wire} and {@code task}, and never {@code engine} or {@code client}.
 */
@NullMarked
package io.stoker.controller;

import org.jspecify.annotations.NullMarked;
