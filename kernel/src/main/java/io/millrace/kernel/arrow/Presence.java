package io.millrace.kernel.arrow;

import io.millrace.spi.batch.Vector;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;

/** Turns Arrow's validity bits into slots. */
final class Presence {
    private Presence() {}

    /**
     * Writes the slots that have a value into {@code out}, for which it makes room, and returns how many they are; the
     * caller writes the values and advances.
     */
    static int slots(FieldVector source, Rows rows, Vector out) {
        int at = out.makeRoom(rows.count());
        int[] slots = out.slots();
        if (source.getNullCount() == 0) {
            rows.copySlots(slots, at);
            return rows.count();
        }
        return copyValid(source.getValidityBuffer(), rows, slots, at);
    }

    private static int copyValid(ArrowBuf validity, Rows rows, int[] slots, int at) {
        byte[] bits = new byte[(rows.limit() + 7) >> 3];
        validity.getBytes(0, bits);
        int present = at;
        for (int i = 0; i < rows.count(); i++) {
            int slot = rows.slot(i);
            int place = rows.base() + slot;
            slots[present] = slot;
            present += bits[place >> 3] >> (place & 7) & 1;
        }
        return present - at;
    }
}
