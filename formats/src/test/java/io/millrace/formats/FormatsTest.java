package io.millrace.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.decode.Decoder;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.Options;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormatsTest {
    private static Decoder decode(String text, AtomicInteger rejects) {
        Decoder decoder = Formats.find("auto").open(Options.NONE, DecodeSettings.DEFAULT);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        decoder.decode(bytes, 0, bytes.length, true, (code, reason, b, from, to) -> rejects.incrementAndGet());
        return decoder;
    }

    @Test
    void namesAreFoundInAnyCase() {
        assertThat(Formats.find("json").name()).isEqualTo("JSON");
        assertThat(Formats.find("Auto").name()).isEqualTo("AUTO");
    }

    @Test
    void unknownTypeNamesTheNearest() {
        assertThatThrownBy(() -> Formats.find("JSN")).isInstanceOfSatisfying(MillraceException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_OPTION_VALUE);
            assertThat(e.hint()).contains("did you mean JSON");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"tru\n", "hello\n", "\u0000\u0001", "a: 1\n", "<", "{\"a\":1,}\n", "x,\n"})
    void autoRejectsTheRest(String payload) {
        AtomicInteger rejects = new AtomicInteger();
        assertThat(decode(payload, rejects).rows()).isZero();
        assertThat(rejects).hasValue(1);
    }

    @Test
    void autoReadsJson() {
        AtomicInteger rejects = new AtomicInteger();
        Decoder decoder = decode("\uFEFF{\"a\":1}\n{\"a\":2}", rejects);
        assertThat(decoder.rows()).isEqualTo(2);
        assertThat(decoder.batch().columns()).hasSize(1);
        assertThat(decoder.full()).isFalse();
        decoder.reset();
        assertThat(decoder.rows()).isZero();
        assertThat(decoder.duplicateKeys() + decoder.overflowedFields()).isZero();
        assertThat(rejects).hasValue(0);
    }
}
