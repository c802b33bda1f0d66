package io.millrace.connector.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.option.OptionValue;
import io.millrace.spi.option.Options;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KinesisOptionsTest {
    @Test
    void wantsANameOfAStream() {
        assertThat(KinesisOptions.stream(options(Map.of("STREAM", "a.b-c_9")))).isEqualTo("a.b-c_9");
        assertThatThrownBy(() -> KinesisOptions.stream(options(Map.of("STREAM", "a/b"))))
                .hasMessage("Cannot set option STREAM: 'a/b'");
    }

    @Test
    void knowsOneValidation() {
        assertThat(KinesisOptions.missingStreamAllowed(options(Map.of("SKIP_VALIDATIONS", "missing_stream"))))
                .isTrue();
        assertThat(KinesisOptions.missingStreamAllowed(Options.NONE)).isFalse();
        assertThatThrownBy(() -> KinesisOptions.missingStreamAllowed(options(Map.of("SKIP_VALIDATIONS", "ALL"))))
                .hasMessage("Cannot set option SKIP_VALIDATIONS: 'ALL'");
    }

    private static Options options(Map<String, String> written) {
        Map<String, OptionValue> values = new HashMap<>();
        written.forEach((name, value) -> values.put(name, new OptionValue.Text(value)));
        return new Options(values);
    }
}
