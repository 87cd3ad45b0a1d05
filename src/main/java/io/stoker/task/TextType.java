package io.stoker.task;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A type that travels as the text of its {@code toString}, which its {@code parse} takes back without loss. */
record TextType(int tag, Class<?> type, Function<String, Object> parse) {
    static final Map<Class<?>, TextType> BY_CLASS =
            all().collect(Collectors.toUnmodifiableMap(TextType::type, Function.identity()));
    static final Map<Integer, TextType> BY_TAG =
            all().collect(Collectors.toUnmodifiableMap(TextType::tag, Function.identity()));

    private static Stream<TextType> all() {
        return Stream.of(
                new TextType(Tags.INSTANT, Instant.class, Instant::parse),
                new TextType(Tags.LOCAL_DATE, LocalDate.class, LocalDate::parse),
                new TextType(Tags.LOCAL_TIME, LocalTime.class, LocalTime::parse),
                new TextType(Tags.LOCAL_DATE_TIME, LocalDateTime.class, LocalDateTime::parse),
                new TextType(Tags.OFFSET_DATE_TIME, OffsetDateTime.class, OffsetDateTime::parse),
                new TextType(Tags.ZONED_DATE_TIME, ZonedDateTime.class, ZonedDateTime::parse),
                new TextType(Tags.DURATION, Duration.class, Duration::parse));
    }
}
