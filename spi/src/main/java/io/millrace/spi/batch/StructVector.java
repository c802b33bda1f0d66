package io.millrace.spi.batch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Objects. The fields live in the scope of the struct: their slots are the slots of the structs that hold them. */
public final class StructVector extends Vector {
    private final List<Column> fields = new ArrayList<>();
    private final List<Column> view = Collections.unmodifiableList(fields);

    public List<Column> fields() {
        return view;
    }

    public Column addField(String name) {
        Column field = new Column(name);
        fields.add(field);
        return field;
    }

    public void addField(Column field) {
        fields.add(field);
    }

    /** The same structs with other fields; shares the slots with this vector, which must not change any more. */
    public StructVector withFields(List<Column> others) {
        StructVector view = new StructVector();
        view.fields.addAll(others);
        view.shareSlots(this);
        return view;
    }

    public void append(int slot) {
        push(slot);
    }

    @Override
    void truncated(int slot) {
        for (int i = 0; i < fields.size(); i++) {
            fields.get(i).truncate(slot);
        }
    }

    @Override
    void grow(int capacity) {}
}
