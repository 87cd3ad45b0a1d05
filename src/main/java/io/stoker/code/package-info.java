/**
 * The code of functions on its way from a client to engines that have never seen its classes.
 *
 * <p>Start with {@link io.stoker.code.CodeSpace} at the client: it finds the classes that a function can reach and
 * packs them as {@link io.stoker.code.CodeBundle}s, which go to the controller's store as values do. At an engine
 * {@link io.stoker.code.CodeLoaders} makes a class loader of them, a {@link io.stoker.code.CodeLoader} for each space.
 * Classes are sent when a function is submitted, before anybody asks for them, so that the function runs even if the
 * client has gone by then. What class files do not tell, such as a class that is found by reflection, a loader asks for
 * while the function runs: a {@link io.stoker.code.BundleSource} brings it, as long as the client lives.
 *
 * <p>Nothing here may know of tasks, actors or messages, or load a class to find out what it refers to.
 */
@NullMarked
package io.stoker.code;

import org.jspecify.annotations.NullMarked;
