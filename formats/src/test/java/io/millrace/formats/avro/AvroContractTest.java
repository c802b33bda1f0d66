package io.millrace.formats.avro;

import io.millrace.formats.contract.Bytes;
import io.millrace.formats.contract.DecoderContract;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.decode.Decoder;
import io.millrace.spi.option.Options;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

class AvroContractTest extends DecoderContract {
    @Override
    protected Set<Capability> capabilities() {
        return EnumSet.allOf(Capability.class);
    }

    @Override
    protected Decoder open(DecodeSettings settings) {
        return new AvroFormat().open(Options.NONE, settings);
    }

    @Override
    protected byte[] write(List<Map<String, Object>> records) {
        return AvroFiles.write(records);
    }

    @Override
    protected byte[] writeBroken(List<Map<String, Object>> before, List<Map<String, Object>> after) {
        List<Map<String, Object>> all = new ArrayList<>(before);
        Map<String, Object> broken = new HashMap<>(before.get(0));
        broken.put("name", "~MARK~");
        all.add(broken);
        all.addAll(after);
        byte[] payload = write(all);
        payload[Bytes.indexOf(payload, "~MARK~")] = (byte) 0xFF;
        return payload;
    }
}
