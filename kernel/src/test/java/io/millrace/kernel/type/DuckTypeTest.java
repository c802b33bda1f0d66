package io.millrace.kernel.type;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.kernel.type.DuckType.Field;
import io.millrace.kernel.type.DuckType.TypeId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DuckTypeTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            BIGINT                              | BIGINT
            TIMESTAMP WITH TIME ZONE            | TIMESTAMPTZ
            TIME WITH TIME ZONE                 | OTHER
            "NULL"                              | NULL
            DECIMAL(38,0)                       | DECIMAL
            STRUCT(a INTEGER, b VARCHAR[])[]    | LIST
            MAP(VARCHAR, STRUCT(a INTEGER))     | MAP
            INTEGER[3]                          | ARRAY
            INTEGER[3][]                        | LIST
            ENUM('a,b)', 'c''d')                | ENUM
            ENUM                                | ENUM
            UNION(num INTEGER, str VARCHAR)     | OTHER
            STRUCT                              | OTHER
            VARIANT                             | OTHER
            """)
    void readsHowDuckDbWritesTypes(String text, TypeId id) {
        assertThat(DuckType.parse(text).id()).isEqualTo(id);
    }

    @Test
    void readsFieldsWithAnyName() {
        DuckType type =
                DuckType.parse("STRUCT(a DECIMAL(9,2), \"b \"\"c\" STRUCT(\"x,y\" TIMESTAMP WITH TIME ZONE[]))");

        assertThat(type)
                .isEqualTo(DuckType.struct(List.of(
                        new Field("a", DuckType.decimal(9, 2)),
                        new Field(
                                "b \"c",
                                DuckType.struct(
                                        List.of(new Field("x,y", DuckType.list(DuckType.of(TypeId.TIMESTAMPTZ)))))))));
        assertThat(DuckType.parse(type.text())).isEqualTo(type);
    }
}
