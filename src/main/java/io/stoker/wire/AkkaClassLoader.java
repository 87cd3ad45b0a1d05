package io.stoker.wire;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;

/**
 * The class loader of our ActorSystems, which has the manifests of Akka's own jars only. Akka reads all there are at
 * the start, to compare the versions of its modules; that verifies each signed jar on the class path, which takes half
 * a second of processor time.
 */
final class AkkaClassLoader extends ClassLoader {
    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    AkkaClassLoader() {
        super("stoker-akka", AkkaClassLoader.class.getClassLoader());
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        Enumeration<URL> all = super.getResources(name);
        return name.equals(MANIFEST)
                ? Collections.enumeration(Collections.list(all).stream()
                        .filter(url -> url.getPath().contains("/akka-"))
                        .toList())
                : all;
    }
}
