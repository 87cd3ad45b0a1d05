package io.stoker.kernel.groovy;

import groovy.lang.GroovySystem;
import groovy.lang.MetaClassRegistry;
import groovy.lang.MetaClassRegistryChangeEvent;
import groovy.lang.MetaClassRegistryChangeEventListener;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The classes whose behaviour the sources of one kernel have changed, as by {@code String.metaClass.shout = …}. Groovy
 * keeps such changes for the whole JVM: they hold in all kernels until they are taken back.
 *
 * <p>A change counts as the kernel's if it was made by the thread that executes, or by one of its thread group, which
 * is where the threads go that this starts.
 */
final class MetaClassChanges implements MetaClassRegistryChangeEventListener {
    private static final MetaClassRegistry REGISTRY = GroovySystem.getMetaClassRegistry();

    private final Set<Class<?>> changed = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
    private volatile @Nullable ThreadGroup group;
    private volatile boolean undoing;

    MetaClassChanges() {
        REGISTRY.addMetaClassRegistryChangeEventListener(this);
    }

    /** This thread executes from now on. */
    void executing() {
        group = Thread.currentThread().getThreadGroup();
    }

    @Override
    public void updateConstantMetaClass(MetaClassRegistryChangeEvent event) {
        ThreadGroup own = group;
        ThreadGroup changing = Thread.currentThread().getThreadGroup();
        if (!undoing
                && !event.isPerInstanceMetaClassChange()
                && own != null
                && changing != null
                && own.parentOf(changing)) {
            changed.add(event.getClassToUpdate());
        }
    }

    /** Takes them all back. */
    void undo() {
        undoing = true;
        try {
            for (Object type : changed.toArray()) {
                REGISTRY.removeMetaClass((Class<?>) type);
            }
            changed.clear();
        } finally {
            undoing = false;
        }
    }

    void close() {
        undo();
        REGISTRY.removeMetaClassRegistryChangeEventListener(this);
    }
}
