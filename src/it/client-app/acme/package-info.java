/**
 * Somebody else's program, which has Stoker on its class path and whose classes no engine has. {@link acme.Main} runs it;
 * {@code ClientAppIT} compiles it, starts it against a cluster, and kills what it depends on, or itself.
 */
package acme;
