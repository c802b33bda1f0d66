package io.millrace.formats.parquet;

import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;

/** The library wants converters, which take values one by one; ours are read from its column readers instead. */
final class NoConverters extends GroupConverter {
    private final PrimitiveConverter leaf = new PrimitiveConverter() {};

    @Override
    public Converter getConverter(int field) {
        return new Both(this, leaf);
    }

    @Override
    public void start() {}

    @Override
    public void end() {}

    /** Whatever the schema has at a place. */
    private static final class Both extends GroupConverter {
        private final GroupConverter group;
        private final PrimitiveConverter leaf;

        Both(GroupConverter group, PrimitiveConverter leaf) {
            this.group = group;
            this.leaf = leaf;
        }

        @Override
        public Converter getConverter(int field) {
            return group.getConverter(field);
        }

        @Override
        public void start() {}

        @Override
        public void end() {}

        @Override
        public boolean isPrimitive() {
            return false;
        }

        @Override
        public PrimitiveConverter asPrimitiveConverter() {
            return leaf;
        }
    }
}
