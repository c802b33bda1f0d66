package io.millrace.connector.generator;

import static io.millrace.connector.generator.Words.all;
import static io.millrace.connector.generator.Words.utf8;
import static java.util.Objects.requireNonNull;

/**
 * Clicks, about 530 bytes each, with 22 leaf fields up to four levels deep, for benchmarks: lists of structs and of
 * texts, escapes, text that is not ASCII, a field that is missing from 40% of the events, one that is null or missing
 * in 10%. Each has its {@code partition} and its {@code seq}, so that counts and sums tell whether all arrived once.
 */
public final class ClickstreamTemplate implements Template {
    private static final byte[][] TYPES = all("view", "view", "view", "click", "click", "cart", "purchase", "search");
    private static final byte[][] PAGES =
            all("home", "category/lamps", "product/4711", "cart", "checkout", "search", "account");
    private static final byte[][] REFERRERS = all("search.example/?q=", "social.example/p/", "news.example/article/");
    private static final byte[][] SYSTEMS = all("android", "ios", "windows", "macos", "linux");
    private static final byte[][] TAGS = all("new", "sale", "returning", "b2b", "größe", "beta");
    private static final byte[][] NICKNAMES = all("", " \\\"Ace\\\"", " \\\"Ziggy\\\"", " (père)", "\\u00e9");

    private static final byte[] EVENT_ID = utf8("{\"event_id\":\"");
    private static final byte[] PARTITION = utf8("\",\"partition\":");
    private static final byte[] SEQ = utf8(",\"seq\":");
    private static final byte[] TS = utf8(",\"ts\":\"");
    private static final byte[] TYPE = utf8("\",\"type\":\"");
    private static final byte[] USER_ID = utf8("\",\"user\":{\"id\":");
    private static final byte[] EMAIL = utf8(",\"email\":\"");
    private static final byte[] NAME = utf8("\",\"name\":\"");
    private static final byte[] COUNTRY = utf8("\",\"address\":{\"country\":\"");
    private static final byte[] CITY = utf8("\",\"city\":\"");
    private static final byte[] LAT = utf8("\",\"geo\":{\"lat\":");
    private static final byte[] LON = utf8(",\"lon\":-");
    private static final byte[] OS = utf8("}}},\"device\":{\"os\":\"");
    private static final byte[] VERSION = utf8("\",\"version\":\"");
    private static final byte[] MOBILE = utf8("\",\"mobile\":");
    private static final byte[] URL = utf8("},\"url\":\"https://shop.example/");
    private static final byte[] SESSION = utf8("?s=");
    private static final byte[] REFERRER = utf8("\",\"referrer\":\"https://");
    private static final byte[] LATENCY = utf8("\",\"latency_ms\":");
    private static final byte[] NO_LATENCY = utf8("\"");
    private static final byte[] NULL = utf8("null");
    private static final byte[] TAG_LIST = utf8(",\"tags\":[");
    private static final byte[] ITEMS = utf8("],\"items\":[");
    private static final byte[] SKU = utf8("{\"sku\":\"SKU-");
    private static final byte[] QTY = utf8("\",\"qty\":");
    private static final byte[] PRICE = utf8(",\"price\":");
    private static final byte[] END = utf8("]}");
    private static final byte[][] FLAGS = all("true", "false");

    private final Dice dice;
    private final EventTimes times;
    private final DirtShare dirt;

    public ClickstreamTemplate(long seed, EventTimes times) {
        this(seed, times, 0);
    }

    /** @param dirtiness the share of events with {@link Dirt}, from 0 to 1 */
    ClickstreamTemplate(long seed, EventTimes times, double dirtiness) {
        this.dice = new Dice(seed);
        this.times = requireNonNull(times, "times is null");
        this.dirt = new DirtShare(seed, dirtiness, true, true);
    }

    /** What is wrong with an event. */
    Dirt dirt(int partition, long sequence) {
        return dirt.draw(partition, sequence);
    }

    @Override
    public long timeMicros(int partition, long sequence) {
        return times.at(sequence);
    }

    @Override
    public void write(int partition, long sequence, EventBuffer into) {
        Dirt wrong = dirt.draw(partition, sequence);
        long late = wrong == Dirt.LATE ? dirt.lateMicros() : 0;
        dice.begin(partition, sequence);
        into.clear();
        into.raw(EVENT_ID).hex(dice.next()).hex(dice.next());
        into.raw(PARTITION).number(partition).raw(SEQ).number(sequence);
        into.raw(TS).timestamp(times.at(sequence) - late).raw(TYPE).raw(dice.pick(TYPES));
        user(wrong == Dirt.TEXT_FOR_NUMBER, into);
        device(into);
        page(into);
        lists(into);
        if (wrong == Dirt.TRUNCATED) {
            dirt.cut(into);
        }
    }

    private void user(boolean idAsText, EventBuffer into) {
        int first = dice.below(Words.FIRST_NAMES.length);
        int id = dice.below(2_000_000);
        into.raw(USER_ID);
        if (idAsText) {
            into.raw('"').number(id).raw('"');
        } else {
            into.number(id);
        }
        into.raw(EMAIL).raw(Words.MAIL_NAMES[first]).number(id);
        into.raw('@').raw(dice.pick(Words.MAIL_HOSTS));
        into.raw(NAME)
                .raw(Words.FIRST_NAMES[first])
                .raw(dice.pick(NICKNAMES))
                .raw(' ')
                .raw(dice.pick(Words.LAST_NAMES));
        into.raw(COUNTRY).raw(dice.pick(Words.COUNTRIES)).raw(CITY).raw(dice.pick(Words.WORLD_CITIES));
        into.raw(LAT).hundredths(dice.below(9000)).raw(LON).hundredths(dice.below(18_000));
    }

    private void device(EventBuffer into) {
        into.raw(OS)
                .raw(dice.pick(SYSTEMS))
                .raw(VERSION)
                .number(10 + dice.below(8))
                .raw('.')
                .number(dice.below(10));
        into.raw(MOBILE).raw(dice.pick(FLAGS));
    }

    private void page(EventBuffer into) {
        into.raw(URL).raw(dice.pick(PAGES)).raw(SESSION).hex(dice.next());
        if (dice.below(10) >= 4) {
            into.raw(REFERRER).raw(dice.pick(REFERRERS)).number(dice.below(100_000));
        }
        int latency = dice.below(20);
        if (latency == 0) {
            into.raw(NO_LATENCY);
        } else if (latency == 1) {
            into.raw(LATENCY).raw(NULL);
        } else {
            into.raw(LATENCY).hundredths(100 + dice.below(80_000));
        }
    }

    private void lists(EventBuffer into) {
        into.raw(TAG_LIST);
        int tags = dice.below(4);
        for (int i = 0; i < tags; i++) {
            if (i > 0) {
                into.raw(',');
            }
            into.raw('"').raw(dice.pick(TAGS)).raw('"');
        }
        into.raw(ITEMS);
        int items = dice.below(4);
        for (int i = 0; i < items; i++) {
            if (i > 0) {
                into.raw(',');
            }
            into.raw(SKU).number(10_000 + dice.below(90_000)).raw(QTY).number(1 + dice.below(9));
            into.raw(PRICE).hundredths(99 + dice.below(50_000)).raw('}');
        }
        into.raw(END);
    }
}
