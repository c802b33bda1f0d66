package io.millrace.formats.lines;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.formats.contract.DecoderContract;
import io.millrace.formats.contract.Decoding;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.decode.Decoder;
import io.millrace.spi.option.Options;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SplitLinesContractTest extends DecoderContract {
    @Override
    protected Set<Capability> capabilities() {
        return EnumSet.of(Capability.RECORD_LIMIT, Capability.BYTES_AS_TEXT, Capability.NO_ALLOCATION);
    }

    @Override
    protected Decoder open(DecodeSettings settings) {
        return new SplitLinesFormat().open(Options.NONE, settings);
    }

    @Override
    protected byte[] write(List<Map<String, Object>> records) {
        StringBuilder lines = new StringBuilder();
        records.forEach(record -> lines.append(record).append("\r\n"));
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    protected JsonNode expected(Map<String, Object> record) {
        return JsonNodeFactory.instance.objectNode().put("line", record.toString());
    }

    @Test
    void linesAreAsTheyAreButForTheirBreaks() {
        Decoding decoding = new Decoding(open(DecodeSettings.DEFAULT));
        decoding.payload("\uFEFF 007 \n\n\r\n\r\r\n\u0000\t\n\"x")
                .payload("last")
                .take();
        assertThat(decoding.rows)
                .extracting(row -> row.get("line").textValue())
                .containsExactly(" 007 ", "\r", "\u0000\t", "\"x", "last");
        assertThat(decoding.rejects).isEmpty();
    }
}
