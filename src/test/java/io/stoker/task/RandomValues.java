package io.stoker.task;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Values of every type that travels, nested at random. */
final class RandomValues {
    private final Random random;
    private final List<Supplier<@Nullable Object>> leaves;

    RandomValues(long seed) {
        random = new Random(seed);
        leaves = List.of(
                () -> null,
                random::nextBoolean,
                () -> (byte) random.nextInt(),
                () -> (short) random.nextInt(),
                random::nextInt,
                () -> random.nextInt(100),
                random::nextLong,
                () -> (long) random.nextInt(100),
                () -> Float.intBitsToFloat(random.nextInt()),
                () -> Double.longBitsToDouble(random.nextLong()),
                this::bigInteger,
                () -> new BigDecimal(bigInteger(), random.nextInt()),
                () -> (char) random.nextInt(),
                this::text,
                () -> random.ints(random.nextInt(5)).toArray(),
                () -> random.longs(random.nextInt(5)).toArray(),
                () -> random.doubles(random.nextInt(5)).toArray(),
                this::bytes,
                () -> text().toCharArray(),
                () -> new float[] {random.nextFloat()},
                () -> new short[] {(short) random.nextInt()},
                () -> new boolean[] {random.nextBoolean(), true},
                () -> new String[] {text(), null},
                this::instant,
                this::date,
                this::time,
                () -> LocalDateTime.of(date(), time()),
                this::duration,
                () -> instant().atOffset(ZoneOffset.ofTotalSeconds(random.nextInt(36_000) - 18_000)),
                () -> instant().atZone(ZoneId.of(random.nextBoolean() ? "Europe/Berlin" : "America/St_Johns")),
                () -> new Date(random.nextLong()),
                () -> new UUID(random.nextLong(), random.nextLong()),
                () -> new JavaObject(text(), bytes()));
    }

    /** One that can be sent: of a set's elements, or a map's keys, no two arrive as one, as empty arrays would. */
    @Nullable
    Object next(int depth) {
        while (true) {
            Object value = any(depth);
            try {
                Values.encode("value", value);
                return value;
            } catch (UnsendableValueException e) {
                if (!e.getMessage().contains("which would arrive as one")) {
                    throw e;
                }
            }
        }
    }

    private @Nullable Object any(int depth) {
        int choice = random.nextInt(10);
        if (depth == 0 || choice < 5) {
            return leaves.get(random.nextInt(leaves.size())).get();
        }
        return switch (choice) {
            case 5, 6 -> list(depth - 1);
            case 7 -> set(depth - 1);
            case 8 -> record(depth - 1);
            default -> map(depth - 1);
        };
    }

    private List<@Nullable Object> list(int depth) {
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            list.add(any(depth));
        }
        return list;
    }

    private Set<@Nullable Object> set(int depth) {
        return new LinkedHashSet<>(list(depth));
    }

    private Map<@Nullable Object, @Nullable Object> map(int depth) {
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            map.put(random.nextBoolean() ? text() : any(depth), any(depth));
        }
        return map;
    }

    private RecordValue record(int depth) {
        Map<String, @Nullable Object> components = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            components.put("c" + text(), any(depth));
        }
        return new RecordValue("r" + text(), components);
    }

    private BigInteger bigInteger() {
        return new BigInteger(random.nextInt(200), random).subtract(BigInteger.valueOf(random.nextLong()));
    }

    private String text() {
        return random.ints(random.nextInt(10), 0, random.nextBoolean() ? 128 : Character.MAX_CODE_POINT + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(20)];
        random.nextBytes(bytes);
        return bytes;
    }

    private Instant instant() {
        return Instant.ofEpochSecond(random.nextLong() % 31_556_000_000_000L, random.nextInt(1_000_000_000));
    }

    private LocalDate date() {
        return LocalDate.ofEpochDay(random.nextLong() % 365_000_000_000L);
    }

    private LocalTime time() {
        return LocalTime.ofNanoOfDay(Math.floorMod(random.nextLong(), LocalTime.MAX.toNanoOfDay()));
    }

    private Duration duration() {
        return Duration.ofSeconds(random.nextLong(), random.nextInt(1_000_000_000));
    }
}
