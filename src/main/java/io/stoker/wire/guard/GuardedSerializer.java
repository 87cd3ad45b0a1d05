package io.stoker.wire.guard;

import akka.serialization.Serializer;
import akka.serialization.SerializerWithStringManifest;
import akka.serialization.Serializers;
import io.stoker.task.Utf8;
import io.stoker.task.Visible;
import java.util.Set;

/**
 * A serializer of Akka's, behind a look at what comes. It has the other's identifier and writes as that one does.
 *
 * <p>Nothing but a {@link RefusedException} leaves {@link #fromBinary}: an {@link Error}, as of a nesting too deep or
 * of a class that cannot be linked, would end the ActorSystem.
 */
public abstract class GuardedSerializer extends SerializerWithStringManifest {
    private static final int MOST_SAID = 300;

    private final Serializer akkas;
    private final Set<String> manifests;

    /**
     * @param akkas which reads what is let in
     * @param manifests those that are let in; Akka's word for a kind of message
     */
    protected GuardedSerializer(Serializer akkas, Set<String> manifests) {
        this.akkas = akkas;
        this.manifests = manifests;
    }

    /**
     * Looks at a message before it is read.
     *
     * @throws Exception if it is not to be read, or not even this can be done with it
     */
    protected abstract void check(byte[] bytes, String manifest) throws Exception;

    @Override
    public final int identifier() {
        return akkas.identifier();
    }

    @Override
    public final String manifest(Object message) {
        return Serializers.manifestFor(akkas, message);
    }

    @Override
    public final byte[] toBinary(Object message) {
        return akkas.toBinary(message);
    }

    @Override
    public final Object fromBinary(byte[] bytes, String manifest) {
        if (!manifests.contains(manifest)) {
            throw new RefusedException("no node of ours sends what is called '" + said(manifest) + "'");
        }
        try {
            check(bytes, manifest);
            return read(bytes, manifest);
        } catch (RefusedException e) {
            throw e;
        } catch (Exception | StackOverflowError | LinkageError e) { // Scala's methods throw what they do not declare
            throw new RefusedException("it cannot be read: " + said(e.toString()));
        }
    }

    /**
     * Reads a message that was looked at.
     *
     * @throws Exception if that cannot be done
     */
    protected Object read(byte[] bytes, String manifest) throws Exception {
        return akkas instanceof SerializerWithStringManifest named
                ? named.fromBinary(bytes, manifest)
                : akkas.fromBinary(bytes);
    }

    private static String said(String text) {
        return Visible.line(Utf8.head(text, MOST_SAID));
    }
}
