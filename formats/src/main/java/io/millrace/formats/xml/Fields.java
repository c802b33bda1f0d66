package io.millrace.formats.xml;

import io.millrace.formats.columns.ObjectPlace;
import io.millrace.formats.columns.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Where the children of the elements of one place go, by their names. */
final class Fields {
    /** One of them. */
    static final class Slot {
        final Place place;
        /** Whether there was a record with several of them; from then on they are lists. */
        boolean repeats;

        private Fields fields;
        private Slot element;

        Slot(Place place) {
            this.place = place;
        }

        Slot element() {
            if (element == null) {
                element = new Slot(place.element());
            }
            return element;
        }

        Fields fields() {
            if (fields == null) {
                fields = new Fields(place.struct());
            }
            return fields;
        }
    }

    final ObjectPlace object;
    private final Map<String, List<Slot>> slots = new HashMap<>();

    Fields(ObjectPlace object) {
        this.object = object;
    }

    /** The children of an element by name, in their order; a text besides them is the child {@code value}. */
    static Map<String, List<Element>> children(Element element) {
        Map<String, List<Element>> byName = new LinkedHashMap<>();
        element.children.forEach(child ->
                byName.computeIfAbsent(child.name, name -> new ArrayList<>(2)).add(child));
        if (!element.text.toString().isBlank()) {
            Element text = new Element("value");
            text.text.append(element.text);
            byName.computeIfAbsent("value", name -> new ArrayList<>(2)).add(text);
        }
        return byName;
    }

    /**
     * The slot of a name.
     *
     * @param spellings how many names that differ from it only in case the same element has before it
     */
    Slot slot(String name, int spellings, Runnable added) {
        List<Slot> all = slots.computeIfAbsent(name.toLowerCase(Locale.ROOT), lowerCase -> new ArrayList<>(1));
        while (all.size() <= spellings) {
            all.add(new Slot(object.field(name)));
            added.run();
        }
        return all.get(spellings);
    }

    boolean knows(String name) {
        return slots.containsKey(name.toLowerCase(Locale.ROOT));
    }
}
