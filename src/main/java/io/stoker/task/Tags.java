package io.stoker.task;

/**
 * The CBOR tags that tell apart what CBOR itself does not. The registered ones are used where they mean exactly this
 * (RFC 8746 for arrays); those from 40001 are our own. They are kept in ledgers: a number that was ever released keeps
 * its meaning.
 */
final class Tags {
    static final int NONE = -1;

    static final int INSTANT = 0;
    static final int BIG_INTEGER = 2;
    static final int NEGATIVE_BIG_INTEGER = 3;
    static final int BIG_DECIMAL = 4;
    static final int UUID = 37;
    static final int SHORTS = 73;
    static final int INTS = 74;
    static final int LONGS = 75;
    static final int FLOATS = 81;
    static final int DOUBLES = 82;
    static final int SET = 258;
    static final int LOCAL_DATE = 1004;

    static final int BYTE = 40001;
    static final int SHORT = 40002;
    static final int CHARACTER = 40003;
    static final int DATE = 40004;
    static final int MAP = 40005;
    static final int STRINGS = 40006;
    static final int BOOLEANS = 40007;
    static final int CHARS = 40008;
    static final int UTF_16 = 40009;
    static final int LOCAL_TIME = 40010;
    static final int LOCAL_DATE_TIME = 40011;
    static final int OFFSET_DATE_TIME = 40012;
    static final int ZONED_DATE_TIME = 40013;
    static final int DURATION = 40014;
    static final int JAVA_OBJECT = 40015;
    static final int RECORD = 40016;

    private Tags() {}
}
