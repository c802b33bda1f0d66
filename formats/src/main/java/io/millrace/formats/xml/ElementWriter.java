package io.millrace.formats.xml;

import io.millrace.formats.columns.ObjectPlace;
import io.millrace.formats.text.TextValues;
import io.millrace.formats.xml.Fields.Slot;
import io.millrace.spi.batch.ListVector;
import io.millrace.spi.decode.DecodeSettings;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Elements into columns: text to values, elements with children to structs, elements that repeat to lists. */
final class ElementWriter {
    private static final int SPARE_NAMES = 10_000;

    private final Fields root;
    private final TextValues values;
    private final boolean trim;
    private final List<String> lists;
    private final int maxNames;
    private int names;
    private int overflowed;

    /** @param lists names of elements that are lists even where there is one of them, in lower case */
    ElementWriter(ObjectPlace root, TextValues values, boolean trim, List<String> lists, DecodeSettings settings) {
        this.root = new Fields(root);
        this.values = values;
        this.trim = trim;
        this.lists = lists;
        maxNames = settings.maxColumns() + SPARE_NAMES;
    }

    /** Whether there is no end of names: then records with new ones are not taken. */
    boolean refuses(Element record) {
        return names >= maxNames && !knows(root, record);
    }

    int maxNames() {
        return maxNames;
    }

    private static boolean knows(Fields fields, Element element) {
        for (Element child : element.children) {
            if (!fields.knows(child.name)) {
                return false;
            }
            Slot slot = fields.slot(child.name, 0, () -> {});
            boolean isStruct = !child.children.isEmpty() && !slot.place.excluded();
            if (isStruct && !knows((slot.repeats ? slot.element() : slot).fields(), child)) {
                return false;
            }
        }
        return true;
    }

    /** Appends a record; returns how many fields within its structs went into overflow columns. */
    int append(Element record, int row) {
        overflowed = 0;
        fields(root, row, record);
        return overflowed;
    }

    private void fields(Fields fields, int slot, Element element) {
        Map<String, Integer> spellings = new HashMap<>();
        Fields.children(element).forEach((name, children) -> {
            int before = spellings.merge(name.toLowerCase(Locale.ROOT), 1, Integer::sum) - 1;
            Slot field = fields.slot(name, before, () -> names++);
            if (field.place.excluded()) {
                return;
            }
            field.repeats |= children.size() > 1 || lists.contains(name.toLowerCase(Locale.ROOT));
            if (field.repeats) {
                ListVector list = field.place.beginList(slot);
                children.forEach(child -> value(field.element(), list.nextElement(), child));
            } else {
                value(field, slot, children.get(0));
            }
        });
    }

    private void value(Slot field, int slot, Element element) {
        if (element.nil) {
            return;
        }
        if (!element.children.isEmpty()) {
            ObjectPlace object = field.place.beginStruct(slot);
            fields(field.fields(), slot, element);
            overflowed += object.end(slot);
            return;
        }
        String text = element.text.toString();
        if (!text.isBlank()) {
            byte[] utf8 = (trim ? text.strip() : text).getBytes(StandardCharsets.UTF_8);
            values.append(field.place, slot, utf8, 0, utf8.length);
        }
    }
}
