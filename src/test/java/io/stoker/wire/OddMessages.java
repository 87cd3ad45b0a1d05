package io.stoker.wire;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.Adapter;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import akka.serialization.SerializerWithStringManifest;
import io.stoker.wire.channel.Frame;
import io.stoker.wire.guard.RefusedException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Messages as no node of ours sends them, at random: samples in which something at any depth is missing, out of its
 * range, or somebody else's, and whose bytes are garbled. All of them have gone through the real serializers, and so
 * are what can arrive from another JVM.
 */
public final class OddMessages {
    private static final long[] NUMBERS = {
        0,
        1,
        -1,
        2,
        7,
        1L << 20,
        1L << 31,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        Long.MAX_VALUE - 1
    };
    private static final double[] FRACTIONS = {
        0, -0.0, 1, -1, 2, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE
    };
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "x",
            "\u0000",
            "a\nb\r\u001b[31mred\u001b[0m\u202e",
            "\uD83D",
            "../../etc/passwd",
            "x".repeat(20_000),
            "(".repeat(3_000),
            "RAM > 1 and ".repeat(500));

    private final Random random;
    private final Serialization serialization;
    private final List<WireMessage> samples;
    private final Map<Class<?>, List<Object>> pool = new LinkedHashMap<>();

    /** @param actors whose names an odd message may have in the place of another one's */
    public OddMessages(long seed, ActorTestKit kit, List<ActorRef<?>> actors) {
        this.random = new Random(seed);
        this.serialization = SerializationExtension.get(Adapter.toClassic(kit.system()));
        this.samples = Samples.all(kit);
        samples.forEach(this::keep);
        actors.forEach(this::keep);
        keep(kit.system().deadLetters());
    }

    private void keep(@Nullable Object value) {
        if (value instanceof Collection<?> all) {
            all.forEach(this::keep);
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(this::keep);
        } else if (value != null) {
            pool.computeIfAbsent(value.getClass(), type -> new ArrayList<>()).add(value);
            if (value instanceof Record record) {
                Flaws.parts(record).forEach(part -> keep(part.of(record)));
            }
        }
    }

    /** A name or session that others know; whatever is odd may have it too. */
    public void know(Object value) {
        keep(value);
    }

    /** The next message as it arrives by itself; empty if it is refused on its way. */
    public Optional<Object> next() {
        return arrives(odd());
    }

    /** The next message as the item of this number of a session. */
    public Optional<Object> nextInFrame(UUID session, int lane, long number) {
        return arrives(new Frame<>(session, lane, number, 0, 0, false, random.nextInt(8) == 0, List.of(odd())));
    }

    /** A frame of this session whose numbers are odd. */
    public Optional<Object> oddFrame(UUID session) {
        return arrives(new Frame<>(
                session,
                (int) number(),
                number(),
                number(),
                number(),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean() ? List.of() : List.of(sample())));
    }

    private WireMessage sample() {
        return samples.get(random.nextInt(samples.size()));
    }

    private WireMessage odd() {
        WireMessage odd = sample();
        for (int times = 1 + random.nextInt(2); times > 0; times--) {
            odd = (WireMessage) changed((Record) odd);
        }
        return odd;
    }

    /** What becomes of it on the way. */
    private Optional<Object> arrives(Object message) {
        byte[] bytes;
        try {
            bytes = serialization.serialize(message).get();
        } catch (Exception e) { // The sending end could not even write it.
            return Optional.empty();
        }
        try {
            SerializerWithStringManifest serializer =
                    (SerializerWithStringManifest) serialization.findSerializerFor(message);
            String manifest = serializer.manifest(message);
            if (random.nextInt(3) == 0) {
                garble(bytes);
            }
            Object arrived = serializer.fromBinary(bytes, manifest);
            return Optional.of(Objects.requireNonNull(arrived, "nothing is not refused"));
        } catch (Exception e) { // Scala's methods throw what they do not declare
            if (e instanceof RefusedException) {
                return Optional.empty();
            }
            throw new AssertionError("not refused as it should be: a " + message.getClass(), e);
        }
    }

    private void garble(byte[] bytes) {
        for (int times = 1 + random.nextInt(3); bytes.length > 0 && times > 0; times--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
    }

    private Object changed(Record record) {
        RecordComponent[] components = record.getClass().getRecordComponents();
        if (components.length == 0) {
            return record;
        }
        int at = random.nextInt(components.length);
        List<@Nullable Object> values = new ArrayList<>();
        List<Flaws.Part> parts = Flaws.parts(record);
        for (int i = 0; i < components.length; i++) {
            Object value = parts.get(i).of(record);
            values.add(i == at ? odd(value, components[i].getGenericType()) : value);
        }
        try {
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            Constructor<?> constructor = record.getClass().getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values.toArray());
        } catch (InvocationTargetException e) {
            return record; // it checks itself
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private @Nullable Object odd(@Nullable Object now, Type type) {
        Class<?> raw = (Class<?>) (type instanceof ParameterizedType parameterized ? parameterized.getRawType() : type);
        if (raw == long.class) {
            return number();
        } else if (raw == int.class) {
            return (int) number();
        } else if (raw == double.class) {
            return FRACTIONS[random.nextInt(FRACTIONS.length)];
        } else if (raw == boolean.class) {
            return random.nextBoolean();
        } else if (random.nextInt(4) == 0) {
            return null;
        } else if (now instanceof Record record && random.nextInt(4) > 0) {
            return changed(record);
        } else if (raw == String.class && random.nextBoolean()) {
            return TEXTS.get(random.nextInt(TEXTS.size()));
        } else if (raw == long[].class) {
            return random.longs(random.nextInt(7), 0, NUMBERS.length)
                    .map(i -> NUMBERS[(int) i])
                    .toArray();
        } else if (raw == byte[].class) {
            byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            return bytes;
        } else if (now instanceof List<?> list) {
            return oddList(list);
        } else if (now instanceof Map<?, ?> map) {
            Map<@Nullable Object, @Nullable Object> odd = new LinkedHashMap<>(map);
            odd.put(TEXTS.get(random.nextInt(TEXTS.size())), null);
            return odd;
        }
        List<Object> others = pool.entrySet().stream()
                .filter(entry -> raw.isAssignableFrom(entry.getKey()))
                .flatMap(entry -> entry.getValue().stream())
                .toList();
        return others.isEmpty() ? now : others.get(random.nextInt(others.size()));
    }

    private List<?> oddList(List<?> list) {
        List<@Nullable Object> odd = new ArrayList<>(list);
        switch (random.nextInt(4)) {
            case 0 -> odd.add(null);
            case 1 -> odd.clear();
            case 2 -> {
                if (!list.isEmpty()) {
                    odd.addAll(Collections.nCopies(300, list.get(0)));
                }
            }
            default -> odd.replaceAll(one -> one instanceof Record record ? changed(record) : one);
        }
        return odd;
    }

    private long number() {
        return NUMBERS[random.nextInt(NUMBERS.length)];
    }
}
