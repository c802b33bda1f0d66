package io.millrace.kernel.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.kernel.Fixture;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example of every declaration gives the result that stands beside it. */
class FunctionExamplesTest {
    private static Fixture fixture;

    @BeforeAll
    static void open() {
        fixture = new Fixture();
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    static Stream<Arguments> examples() {
        return FunctionLibrary.get().declarations().stream()
                .flatMap(function -> function.examples().stream()
                        .map(example -> Arguments.of(example.expression(), example.result())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void givesWhatItsDeclarationSays(String expression, String result) {
        assertThat(fixture.rows(Examples.query(expression))).isEqualTo(List.of("{\"v\":" + result + "}"));
    }
}
