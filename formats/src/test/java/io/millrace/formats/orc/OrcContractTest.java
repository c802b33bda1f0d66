package io.millrace.formats.orc;

import io.millrace.formats.contract.DecoderContract;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.decode.Decoder;
import io.millrace.spi.option.Options;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

class OrcContractTest extends DecoderContract {
    @Override
    protected Set<Capability> capabilities() {
        return EnumSet.of(
                Capability.FIELDS,
                Capability.KINDS,
                Capability.NESTING,
                Capability.ANY_TEXT,
                Capability.EMPTY_TEXT,
                Capability.CASE,
                Capability.NO_ALLOCATION);
    }

    @Override
    protected Decoder open(DecodeSettings settings) {
        return new OrcFormat().open(Options.NONE, settings);
    }

    @Override
    protected byte[] write(List<Map<String, Object>> records) {
        return OrcFiles.write(records);
    }

    /** A file has a footer, blocks and readers of its own, whatever its rows are. */
    @Override
    protected double allocatedPerRecord() {
        return 70;
    }
}
