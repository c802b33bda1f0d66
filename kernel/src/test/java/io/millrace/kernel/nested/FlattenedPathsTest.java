package io.millrace.kernel.nested;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.kernel.Fixture;
import io.millrace.kernel.select.SelectText;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SourceLocation;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlattenedPathsTest {
    private static Fixture fixture;

    @BeforeAll
    static void open() {
        fixture = new Fixture();
        JsonTables.create(
                fixture,
                "lake.raw.t",
                List.of(
                        "{\"name\":\"Order1\",\"items\":[{\"product\":\"apple\",\"quantity\":3,\"categories\":[\"fruit\",\"fresh\"]},"
                                + "{\"product\":\"sugar\",\"quantity\":2,\"categories\":[\"pantry\"]}],\"v\":[1,2]}",
                        "{\"name\":\"Order2\",\"items\":[],\"v\":null}"));
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @Test
    void makesTheFieldsOfElementsColumns() {
        assertThat(rows("SELECT * EXCLUDE v FROM t", "items"))
                .containsExactly(
                        "{\"name\":\"Order1\",\"product\":\"apple\",\"quantity\":3,\"categories\":[\"fruit\",\"fresh\"]}",
                        "{\"name\":\"Order1\",\"product\":\"sugar\",\"quantity\":2,\"categories\":[\"pantry\"]}");
    }

    @Test
    void goesThroughArraysInArrays() {
        assertThat(rows("SELECT name, ITEMS FROM t", "items[].categories", "items"))
                .containsExactly(
                        "{\"name\":\"Order1\",\"product\":\"apple\",\"quantity\":3,\"categories\":\"fruit\"}",
                        "{\"name\":\"Order1\",\"product\":\"apple\",\"quantity\":3,\"categories\":\"fresh\"}",
                        "{\"name\":\"Order1\",\"product\":\"sugar\",\"quantity\":2,\"categories\":\"pantry\"}");
    }

    @Test
    void combinesSeveral() {
        assertThat(rows("SELECT name, v, items[].product AS p FROM t", "v", "p"))
                .hasSize(4);
        assertThat(rows("UNNEST(SELECT v, items[].product AS p FROM t)", "v"))
                .containsExactly(
                        "{\"p\":\"apple\",\"v\":1}",
                        "{\"p\":\"apple\",\"v\":2}",
                        "{\"p\":\"sugar\",\"v\":1}",
                        "{\"p\":\"sugar\",\"v\":2}");
    }

    @Test
    void leavesErrorsWhereTheyAre() {
        SelectText text =
                FlattenedPaths.of(List.of("items")).apply(text("SELECT\n  nmae FROM t LET x = items[].product"));
        assertThatThrownBy(() -> fixture.session.bind(fixture.session.analyze(text, Fixture.DEFAULTS), fixture::find))
                .isInstanceOfSatisfying(
                        MillraceException.class,
                        e -> assertThat(e.describe())
                                .isEqualTo("w.sql:2:3: MR2010: Cannot find column: nmae (did you mean name)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"data.items", "m[][].x", "1", "a b", "items["})
    void refusesWhatIsNoArrayOfTheResult(String path) {
        assertThatThrownBy(() -> FlattenedPaths.of(List.of(path)))
                .isInstanceOfSatisfying(
                        MillraceException.class, e -> assertThat(e.describe()).startsWith("MR1103: Cannot flatten: "));
    }

    private static List<String> rows(String sql, String... paths) {
        return fixture.rows(FlattenedPaths.of(List.of(paths)).apply(text(sql)));
    }

    private static SelectText text(String sql) {
        return new SelectText(sql, new SourceLocation("w.sql", 1, 1));
    }
}
