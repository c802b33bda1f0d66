package io.millrace.formats.parquet;

import io.millrace.formats.contract.DecoderContract;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.decode.Decoder;
import io.millrace.spi.option.Options;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

class ParquetContractTest extends DecoderContract {
    @Override
    protected Set<Capability> capabilities() {
        return EnumSet.of(
                Capability.FIELDS, Capability.KINDS, Capability.NESTING, Capability.ANY_TEXT, Capability.EMPTY_TEXT);
    }

    @Override
    protected Decoder open(DecodeSettings settings) {
        return new ParquetFormat().open(Options.NONE, settings);
    }

    @Override
    protected byte[] write(List<Map<String, Object>> records) {
        return ParquetFiles.write(records);
    }
}
