package io.millrace.connector.generator;

import static io.millrace.connector.generator.Words.all;
import static io.millrace.connector.generator.Words.utf8;
import static java.util.Objects.requireNonNull;

/**
 * Orders of a shop, nested, as in the worksheets of the documentation. {@code orderid} is {@code o-PARTITION-SEQUENCE}.
 * The type of an order is written in mixed case and a net total may be zero, always; from {@link #LOYALTY_AFTER} on
 * orders have one more field, {@code customer.loyalty}. What else may be wrong with one is {@link #dirt}.
 */
public final class OrdersTemplate implements Template {
    /** The sequence number, in each partition, of the first order with {@code customer.loyalty}. */
    public static final long LOYALTY_AFTER = 1000;

    /** The sequence number, in each partition, from which on {@code nettotal} is sometimes a text: a type that changes. */
    public static final long TEXT_AFTER = 5000;

    private static final byte[][] TYPES = all(
            "SHIPPED", "shipped", "Shipped", "PENDING", "pending", "DELIVERED", "Delivered", "returned", "CANCELLED");
    private static final byte[][] TAX_RATES = all("0", "0.0625", "0.07", "0.0825", "0.12");
    private static final byte[][] DISCOUNTS = all("0", "0", "0", "0.05", "0.1", "0.25");
    private static final byte[][] TIERS = all("bronze", "silver", "gold");
    private static final byte[][] PRODUCTS = all(
            "Desk lamp",
            "Office chair",
            "Notebook",
            "Fountain pen",
            "Backpack",
            "Kettle",
            "Mug \\\"No. 1\\\"",
            "Headphones",
            "Keyboard",
            "Monitor",
            "Water bottle",
            "Umbrella");
    /** In the order of {@link #PRODUCTS}. */
    private static final byte[][] CATEGORIES = all(
            "furniture",
            "furniture",
            "stationery",
            "stationery",
            "travel",
            "kitchen",
            "kitchen",
            "electronics",
            "electronics",
            "electronics",
            "travel",
            "travel");

    private static final byte[] ORDER_ID = utf8("{\"orderid\":\"o-");
    private static final byte[] TYPE = utf8("\",\"ordertype\":\"");
    private static final byte[] NET_TOTAL = utf8("\",\"nettotal\":");
    private static final byte[] TAX_RATE = utf8(",\"taxrate\":");
    private static final byte[] ORDER_DATE = utf8(",\"orderdate\":\"");
    private static final byte[] FIRST_NAME = utf8("\",\"customer\":{\"firstname\":\"");
    private static final byte[] LAST_NAME = utf8("\",\"lastname\":\"");
    private static final byte[] EMAIL = utf8("\",\"email\":\"");
    private static final byte[] STREET = utf8("\",\"address\":{\"street\":\"");
    private static final byte[] CITY = utf8("\",\"city\":\"");
    private static final byte[] STATE = utf8("\",\"state\":\"");
    private static final byte[] END_ADDRESS = utf8("\"}");
    private static final byte[] LOYALTY = utf8(",\"loyalty\":{\"tier\":\"");
    private static final byte[] POINTS = utf8("\",\"points\":");
    private static final byte[] ITEMS = utf8("},\"items\":[");
    private static final byte[] ITEM_ID = utf8("{\"itemid\":");
    private static final byte[] NAME = utf8(",\"name\":\"");
    private static final byte[] CATEGORY = utf8("\",\"category\":\"");
    private static final byte[] QUANTITY = utf8("\",\"quantity\":");
    private static final byte[] UNIT_PRICE = utf8(",\"unitprice\":");
    private static final byte[] DISCOUNT = utf8(",\"discountrate\":");
    private static final byte[] END = utf8("]}");

    private final Dice dice;
    private final EventTimes times;
    private final DirtShare dirt;

    /** @param dirtiness the share of events with {@link Dirt}, from 0 to 1 */
    public OrdersTemplate(long seed, EventTimes times, double dirtiness) {
        this.dice = new Dice(seed);
        this.times = requireNonNull(times, "times is null");
        this.dirt = new DirtShare(seed, dirtiness, true, true);
    }

    /** What is wrong with an event. */
    public Dirt dirt(int partition, long sequence) {
        Dirt drawn = dirt.draw(partition, sequence);
        return drawn == Dirt.TEXT_FOR_NUMBER && sequence < TEXT_AFTER ? Dirt.LATE : drawn;
    }

    @Override
    public long timeMicros(int partition, long sequence) {
        return times.at(sequence);
    }

    @Override
    public void write(int partition, long sequence, EventBuffer into) {
        Dirt wrong = dirt(partition, sequence);
        long late = wrong == Dirt.LATE ? dirt.lateMicros() : 0;
        dice.begin(partition, sequence);
        into.clear();
        into.raw(ORDER_ID).number(partition).raw('-').number(sequence);
        into.raw(TYPE).raw(dice.pick(TYPES)).raw(NET_TOTAL);
        total(wrong == Dirt.TEXT_FOR_NUMBER, into);
        into.raw(TAX_RATE).raw(dice.pick(TAX_RATES));
        into.raw(ORDER_DATE).timestamp(times.at(sequence) - late);
        customer(sequence >= LOYALTY_AFTER, into);
        items(into);
        into.raw(END);
        if (wrong == Dirt.TRUNCATED) {
            dirt.cut(into);
        }
    }

    private void total(boolean asText, EventBuffer into) {
        long hundredths = dice.below(20) == 0 ? 0 : 100 + dice.below(90_000);
        if (asText) {
            into.raw('"').hundredths(hundredths).raw('"');
        } else {
            into.hundredths(hundredths);
        }
    }

    private void customer(boolean loyal, EventBuffer into) {
        int first = dice.below(Words.FIRST_NAMES.length);
        int city = dice.below(Words.CITIES.length);
        into.raw(FIRST_NAME).raw(Words.FIRST_NAMES[first]);
        into.raw(LAST_NAME).raw(dice.pick(Words.LAST_NAMES));
        into.raw(EMAIL).raw(Words.MAIL_NAMES[first]).number(dice.below(10_000));
        into.raw('@').raw(dice.pick(Words.MAIL_HOSTS));
        into.raw(STREET).number(1 + dice.below(300)).raw(' ').raw(dice.pick(Words.STREETS));
        into.raw(CITY)
                .raw(Words.CITIES[city])
                .raw(STATE)
                .raw(Words.STATES[city])
                .raw(END_ADDRESS);
        if (loyal) {
            into.raw(LOYALTY)
                    .raw(dice.pick(TIERS))
                    .raw(POINTS)
                    .number(dice.below(5000))
                    .raw('}');
        }
    }

    private void items(EventBuffer into) {
        into.raw(ITEMS);
        int count = 1 + dice.below(4);
        for (int i = 0; i < count; i++) {
            int product = dice.below(PRODUCTS.length);
            if (i > 0) {
                into.raw(',');
            }
            into.raw(ITEM_ID).number(1000 + product).raw(NAME).raw(PRODUCTS[product]);
            into.raw(CATEGORY).raw(CATEGORIES[product]).raw(QUANTITY).number(1 + dice.below(5));
            into.raw(UNIT_PRICE).hundredths(199 + product * 750L + dice.below(100));
            into.raw(DISCOUNT).raw(dice.pick(DISCOUNTS)).raw('}');
        }
    }
}
