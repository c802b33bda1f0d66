package io.millrace.kernel;

import static org.apache.iceberg.types.Types.NestedField.optional;

import io.millrace.kernel.relation.DataFileRef;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;

/** Two staging tables: orders in two files, the second with a field more, and customers. */
final class OrdersFixture {
    static final Schema ORDERS = new Schema(
            optional(1, "_event_time", Types.TimestampType.withZone()),
            optional(2, "_commit_time", Types.TimestampType.withZone()),
            optional(3, "id", Types.LongType.get()),
            optional(
                    4,
                    "customer",
                    Types.StructType.of(
                            optional(5, "email", Types.StringType.get()), optional(6, "tier", Types.StringType.get()))),
            optional(
                    7,
                    "items",
                    Types.ListType.ofOptional(
                            8,
                            Types.StructType.of(
                                    optional(9, "sku", Types.StringType.get()),
                                    optional(10, "qty", Types.LongType.get()),
                                    optional(11, "price", Types.DoubleType.get())))),
            optional(12, "note", Types.StringType.get()));

    static final Schema CUSTOMERS = new Schema(
            optional(1, "email", Types.StringType.get()),
            optional(2, "country", Types.StringType.get()),
            optional(3, "_commit_time", Types.TimestampType.withZone()));

    private OrdersFixture() {}

    static Fixture create() {
        Fixture fixture = new Fixture();
        fixture.table("lake.raw.orders", ORDERS, first(fixture), second(fixture));
        fixture.table("lake.raw.empty_orders", ORDERS);
        fixture.table(
                "lake.raw.customers",
                CUSTOMERS,
                fixture.write(
                        "SELECT 'a@x.org' AS email, 'NP' AS country, TIMESTAMPTZ '2026-01-01' AS _commit_time",
                        "email: 1, country: 2, _commit_time: 3"));
        return fixture;
    }

    private static DataFileRef first(Fixture fixture) {
        return fixture.write(
                """
                SELECT TIMESTAMPTZ '2026-01-01 23:30:00+00' AS _event_time,
                    TIMESTAMPTZ '2026-01-02 00:00:01+00' AS _commit_time,
                    i AS id, {email: 'a@x.org'} AS customer,
                    [{sku: 's' || i, qty: i, price: 1.5::DOUBLE}, {sku: 't' || i, qty: 2, price: 2.5::DOUBLE}] AS items
                FROM range(1, 3) r(i)
                """,
                "_event_time: 1, _commit_time: 2, id: 3, customer: {__duckdb_field_id: 4, email: 5},"
                        + " items: {__duckdb_field_id: 7, element: {__duckdb_field_id: 8, sku: 9, qty: 10, price: 11}}");
    }

    private static DataFileRef second(Fixture fixture) {
        return fixture.write(
                """
                SELECT TIMESTAMPTZ '2026-01-02 00:30:00+00' AS _event_time,
                    TIMESTAMPTZ '2026-01-02 00:01:00+00' AS _commit_time,
                    i AS id, {email: 'b@x.org', tier: 'gold'} AS customer,
                    CASE WHEN i = 3 THEN [] END::STRUCT(sku VARCHAR, qty BIGINT, price DOUBLE)[] AS items,
                    'late' AS note
                FROM range(3, 5) r(i)
                """,
                "_event_time: 1, _commit_time: 2, id: 3, customer: {__duckdb_field_id: 4, email: 5, tier: 6},"
                        + " items: {__duckdb_field_id: 7, element: {__duckdb_field_id: 8, sku: 9, qty: 10, price: 11}},"
                        + " note: 12");
    }
}
