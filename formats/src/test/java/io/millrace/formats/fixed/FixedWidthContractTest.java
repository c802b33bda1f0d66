package io.millrace.formats.fixed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.formats.contract.DecoderContract;
import io.millrace.formats.contract.Decoding;
import io.millrace.formats.contract.Written;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.decode.Decoder;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FixedWidthContractTest extends DecoderContract {
    private static final int WIDTH = 24;
    private List<String> names = List.of();

    @BeforeEach
    void usualNames() {
        names = List.of("id", "name", "price", "ok");
    }

    @Override
    protected Set<Capability> capabilities() {
        return EnumSet.of(
                Capability.FIELDS,
                Capability.KINDS,
                Capability.MIXED_KINDS,
                Capability.CASE,
                Capability.BROKEN_RECORD,
                Capability.RECORD_LIMIT,
                Capability.BYTES_AS_TEXT,
                Capability.NO_ALLOCATION);
    }

    /** The columns are those of the records written last. */
    @Override
    protected Decoder open(DecodeSettings settings) {
        return open(settings, names.stream().map(name -> name + ":" + WIDTH).toList());
    }

    private static Decoder open(DecodeSettings settings, List<String> columns, Object... more) {
        FixedWidthFormat format = new FixedWidthFormat();
        Object[] options = new Object[more.length + 2];
        options[0] = "COLUMNS";
        options[1] = columns;
        System.arraycopy(more, 0, options, 2, more.length);
        return format.open(Written.of(format.options(), options), settings);
    }

    @Override
    protected byte[] write(List<Map<String, Object>> records) {
        Set<String> all = new LinkedHashSet<>();
        records.forEach(record -> all.addAll(record.keySet()));
        names = List.copyOf(all);
        StringBuilder lines = new StringBuilder();
        for (Map<String, Object> record : records) {
            StringBuilder line = new StringBuilder();
            for (String name : names) {
                String value = record.get(name) == null ? "" : record.get(name).toString();
                int length = value.codePointCount(0, value.length());
                line.append(value).append(" ".repeat(Math.max(0, WIDTH - length)));
            }
            lines.append(line).append('\n');
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    protected byte[] writeBroken(List<Map<String, Object>> before, List<Map<String, Object>> after) {
        byte[] broken = ("1" + " ".repeat(4 * WIDTH) + "x\n").getBytes(StandardCharsets.UTF_8);
        return join(write(before), broken, write(after));
    }

    @Test
    @Override
    protected void excludedColumnsAreNotThere() {
        names = List.of("id", "pii_a", "b");
        super.excludedColumnsAreNotThere();
    }

    @Test
    void placesAreCountedInCharactersAndMayBeLeftOut() {
        Decoder decoder = open(DecodeSettings.DEFAULT, List.of("a:3", ":2", "b:2", "c:4"), "SKIP_LINES", 2);
        Decoding decoding = new Decoding(decoder)
                .payload("head\n\né😀x--07  1 \n 12--\nab\n".getBytes(StandardCharsets.UTF_8))
                .take();
        assertThat(decoding.text()).isEqualTo("{\"a\":\"é😀x\",\"b\":\"07\",\"c\":1}\n{\"a\":12}\n{\"a\":\"ab\"}");
        assertThat(decoding.rejects).isEmpty();
    }

    @Test
    void blanksAreKeptWhenAsked() {
        Decoder decoder = open(DecodeSettings.DEFAULT, List.of("a:3", "b:3"), "TRIM", false);
        assertThat(new Decoding(decoder).payload(" 1 12\n").take().text()).isEqualTo("{\"a\":\" 1 \",\"b\":12}");
    }

    @Test
    void columnsWithoutWidthAreRefused() {
        for (String column : List.of("a", "a:", "a:0", "a:x", ":")) {
            assertThatThrownBy(() -> open(DecodeSettings.DEFAULT, List.of(column)))
                    .isInstanceOfSatisfying(
                            MillraceException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_OPTION_VALUE));
        }
    }
}
