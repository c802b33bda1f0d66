package io.millrace.sql;

import io.millrace.spi.error.SourceLocation;
import io.millrace.sql.tree.SqlText;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Records with all of their places made the same, so that two that differ only in places are equal. */
final class WithoutLocations {
    private WithoutLocations() {}

    static Object of(Object value) {
        if (value instanceof SourceLocation) {
            return StatementArbitraries.PLACE;
        }
        if (value instanceof SqlText text) {
            return SqlText.of(text.sql(), StatementArbitraries.PLACE);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(WithoutLocations::of).toList();
        }
        if (value instanceof Optional<?> optional) {
            return optional.map(WithoutLocations::of);
        }
        return value instanceof Record record ? rebuilt(record) : value;
    }

    private static Object rebuilt(Record record) {
        try {
            RecordComponent[] components = record.getClass().getRecordComponents();
            Object[] values = new Object[components.length];
            for (int i = 0; i < components.length; i++) {
                values[i] = of(components[i].getAccessor().invoke(record));
            }
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            Constructor<?> constructor = record.getClass().getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}
