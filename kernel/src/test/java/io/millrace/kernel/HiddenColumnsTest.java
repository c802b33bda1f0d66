package io.millrace.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HiddenColumnsTest {
    private static Fixture fixture;

    @BeforeAll
    static void open() {
        fixture = OrdersFixture.create();
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SELECT * FROM orders                                                        | id customer items note
            SELECT o.* FROM orders o                                                    | id customer items note
            SELECT *, $commit_time FROM orders                                          | id customer items note _commit_time
            SELECT $commit_time, * FROM orders                                          | _commit_time id customer items note
            SELECT _event_date, o.* FROM lake.raw.orders AS o                           | _event_date id customer items note
            SELECT orders.$event_date FROM raw.orders                                   | _event_date
            SELECT lake.raw.orders.$event_time, raw.orders.id FROM orders               | _event_time id
            SELECT * EXCLUDE (note) FROM orders                                         | id customer items
            SELECT * EXCLUDE note FROM orders                                           | id customer items
            SELECT * EXCLUDE (_commit_time, note) FROM orders                           | id customer items
            SELECT * EXCEPT (note) FROM orders                                          | id customer items
            SELECT * REPLACE (1 AS note) FROM orders                                    | id customer items note
            SELECT * EXCLUDE (items) REPLACE (1 AS note) FROM orders                    | id customer note
            SELECT * RENAME (note AS n) FROM orders                                     | id customer items n
            SELECT * LIKE 'i%' FROM orders                                              | id items
            SELECT COLUMNS(*) FROM orders                                               | id customer items note
            SELECT max(COLUMNS(* EXCLUDE (items, customer))) FROM orders                | id note
            SELECT DISTINCT * FROM orders                                               | id customer items note
            SELECT * FROM orders WHERE $event_date = DATE '2026-01-01' ORDER BY _commit_time | id customer items note
            SELECT * FROM orders o, customers c                                         | id customer items note email country
            SELECT * FROM orders o JOIN customers c ON o.customer.email = c.email       | id customer items note email country
            SELECT c.*, o.* FROM orders o, customers c                                  | email country id customer items note
            SELECT * FROM customers a JOIN customers b USING (email)                    | email country country
            SELECT * FROM customers a NATURAL JOIN customers b                          | email country
            SELECT * FROM (SELECT * FROM orders)                                        | id customer items note
            SELECT * FROM (SELECT id, $commit_time FROM orders)                         | id _commit_time
            SELECT * FROM (SELECT id, $commit_time FROM orders) x, customers            | id _commit_time email country
            WITH x AS (SELECT * FROM orders) SELECT * FROM x                            | id customer items note
            WITH x AS (SELECT *, $offset_of FROM (SELECT *, 1 AS _offset_of FROM orders)) SELECT * FROM x | id customer items note _offset_of _offset_of_1
            WITH orders AS (SELECT 1 AS a) SELECT * FROM orders                         | a
            SELECT * FROM orders UNION ALL SELECT * FROM orders                         | id customer items note
            SELECT * FROM orders UNION ALL BY NAME SELECT * FROM customers              | id customer items note email country
            (SELECT * FROM customers) ORDER BY 1 LIMIT 1                                | email country
            FROM customers                                                              | email country
            FROM customers WHERE country = 'NP'                                         | email country
            FROM customers SELECT *                                                     | email country
            (FROM customers) UNION ALL FROM customers                                   | email country
            TABLE customers                                                             | email country
            SELECT x.* FROM customers AS x(e, c)                                        | e c
            SELECT * FROM customers PIVOT (count(*) FOR country IN ('NP'))              | email NP
            SELECT * FROM orders, LATERAL (SELECT orders.* EXCLUDE (items)) y           | id customer items note id customer note
            SELECT count(*) FROM orders                                                 | count_star()
            SELECT * FROM range(2)                                                      | range
            SELECT * FROM empty_orders                                                  | id customer items note
            """)
    void starShowsNoSystemColumns(String sql, String columns) {
        assertThat(String.join(" ", fixture.columns(sql))).isEqualTo(columns);
        assertThat(fixture.rows(sql)).isNotNull();
    }

    @Test
    void countsEveryRow() {
        assertThat(fixture.rows("SELECT count(*) AS n FROM orders")).containsExactly("{\"n\":4}");
    }

    @Test
    void derivesTheEventDateInUtc() {
        List<String> rows = fixture.rows("SELECT id, $event_date FROM orders ORDER BY id");

        assertThat(rows.get(0)).isEqualTo("{\"id\":1,\"_event_date\":\"2026-01-01\"}");
        assertThat(rows.get(3)).isEqualTo("{\"id\":4,\"_event_date\":\"2026-01-02\"}");
    }

    @Test
    void readsColumnsThatAFileLacksAsNull() {
        assertThat(fixture.rows("SELECT id, customer, note FROM orders WHERE id IN (1, 4) ORDER BY id"))
                .containsExactly(
                        "{\"id\":1,\"customer\":{\"email\":\"a@x.org\",\"tier\":null},\"note\":null}",
                        "{\"id\":4,\"customer\":{\"email\":\"b@x.org\",\"tier\":\"gold\"},\"note\":\"late\"}");
    }

    @Test
    void readsATableWithoutFiles() {
        assertThat(fixture.rows("SELECT * FROM empty_orders")).isEmpty();
        assertThat(fixture.rows("SELECT count(*) AS n, max(id) AS m FROM empty_orders"))
                .containsExactly("{\"n\":0,\"m\":null}");
    }
}
